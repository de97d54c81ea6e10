namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>The calls that a text asks for.</summary>
/// <param name="Calls">The calls in order; none where the text asks for none. Null where it does not read.</param>
/// <param name="Form">"tagged", "functions", "json", "name" (JSON without arguments), "named" ({"f": {…}}) or "python"; "" where there is none.</param>
/// <param name="Why">Why it does not read, or "".</param>
/// <param name="IsAttempt">Whether a text that does not read sets out to call all the same: it holds the mark of a call, or half of one.</param>
internal sealed record ToolCallReading(IReadOnlyList<ToolCallRequest>? Calls, string Form, string Why, bool IsAttempt)
{
    internal ToolCallReading(IReadOnlyList<ToolCallRequest> calls, string form)
        : this(calls, form, "", false)
    {
    }

    internal static ToolCallReading Broken(string why) => new(null, "", why, false);

    internal static ToolCallReading Attempt(string why) => new(null, "", why, true);
}
