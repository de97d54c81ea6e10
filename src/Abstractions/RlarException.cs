namespace Rlar;

/// <summary>
/// The base of every error that RLAR raises on purpose. A subclass names the boundary that was crossed; the message says what
/// happened, where, and what to do about it.
/// </summary>
public abstract class RlarException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
    /// <param name="innerException">The error of the layer below, if one was converted at this boundary.</param>
    protected RlarException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
