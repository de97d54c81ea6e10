namespace Rlar.Agents.Evolution;

/// <summary>A data set cannot be walked: its journal is damaged or of something else, or an option is out of range.</summary>
public sealed class EvolutionException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public EvolutionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
