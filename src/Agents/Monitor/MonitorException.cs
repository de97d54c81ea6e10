namespace Rlar.Agents.Monitor;

/// <summary>A saved monitor, profile or scale cannot be read.</summary>
public sealed class MonitorException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public MonitorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
