namespace Rlar.Server.Service;

/// <summary>The server has no place for a request now. Each dialect says it in the way that its trainer tries again after.</summary>
public sealed class BusyException : RlarException
{
    /// <summary>Creates the error.</summary>
    /// <param name="why">What is full, in words.</param>
    /// <param name="retryAfter">When another try makes sense.</param>
    public BusyException(string why, TimeSpan retryAfter)
        : base($"{why}. Try again in {retryAfter.TotalSeconds:0.#} s.") => RetryAfter = retryAfter;

    /// <summary>When another try makes sense.</summary>
    public TimeSpan RetryAfter { get; }
}
