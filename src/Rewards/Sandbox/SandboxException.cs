namespace Rlar.Rewards.Sandbox;

/// <summary>The sandbox is not there or broke: nothing is said about the program that was to run in it.</summary>
public sealed class SandboxException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is missing or broke, and what to do.</param>
    /// <param name="innerException">The error of the layer below, if one was converted here.</param>
    public SandboxException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
