namespace Rlar.Agents.Scouting;

/// <summary>A model cannot be looked for, fetched or tried: its source refuses, is broken, or holds something else than it says.</summary>
public sealed class ScoutException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which model or address, what is wrong with it, and what to do.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public ScoutException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
