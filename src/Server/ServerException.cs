namespace Rlar.Server;

/// <summary>The server cannot be started as asked.</summary>
public sealed class ServerException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The error that caused it, if any.</param>
    public ServerException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
