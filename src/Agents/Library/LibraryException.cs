namespace Rlar.Agents.Library;

/// <summary>A library of drafted tools cannot be read or changed: it is no library, was tampered with, or another process writes it.</summary>
public sealed class LibraryException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which library and file, what is wrong, and what to do.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public LibraryException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
