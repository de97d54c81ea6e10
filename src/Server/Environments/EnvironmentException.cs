namespace Rlar.Server.Environments;

/// <summary>An environment cannot be made of what the user named.</summary>
public sealed class EnvironmentException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The error that caused it, if any.</param>
    public EnvironmentException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
