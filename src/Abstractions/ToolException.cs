namespace Rlar;

/// <summary>A reward tool could not be made or was asked for something that it cannot do.</summary>
public sealed class ToolException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which tool, what happened, and what to do.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public ToolException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
