namespace Rlar.Server.Wire;

/// <summary>A request is not what its dialect has. The message names the field, what is wrong and what to send.</summary>
public sealed class BadRequestException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="field">The field, with its path (<c>query[3]</c>, <c>response.output</c>); null for the body as a whole.</param>
    /// <param name="reason">What is wrong, without a full stop.</param>
    /// <param name="remedy">What to send, a sentence.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public BadRequestException(string? field, string reason, string remedy, Exception? innerException = null)
        : base($"{(field is null ? "the body" : $"field '{field}'")}: {reason}. {remedy}", innerException) => Field = field;

    /// <summary>The field; null for the body as a whole.</summary>
    public string? Field { get; }
}
