namespace Rlar.Server.Wire;

/// <summary>Why a request has no answer, as a dialect says it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">In one word: "bad_request", "busy", "not_found", "too_large", "refused" or "internal".</param>
/// <param name="Message">What is wrong and what to do, for a person.</param>
public sealed record RequestError(int Status, string Type, string Message)
{
    /// <summary>The field with its path, where it is about one.</summary>
    public string? Field { get; init; }

    /// <summary>When another try makes sense, for "busy".</summary>
    public TimeSpan? RetryAfter { get; init; }
}
