namespace Rlar.Agents.Planning;

/// <summary>What a model wrote is no plan.</summary>
public sealed class PlanException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wanted.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public PlanException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
