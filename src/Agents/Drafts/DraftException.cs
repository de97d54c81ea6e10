namespace Rlar.Agents.Drafts;

/// <summary>A draft cannot be made a tool: it does not parse, does not compile, or asks for what is not allowed.</summary>
public sealed class DraftException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which draft, what is wrong with it, and what to do.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public DraftException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
