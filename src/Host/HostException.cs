namespace Rlar.Host;

/// <summary>A command cannot be carried out as it was given.</summary>
internal sealed class HostException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The error that caused it, if any.</param>
    internal HostException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
