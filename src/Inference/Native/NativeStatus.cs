namespace Rlar.Inference.Native;

/// <summary>Whether a native engine can be used in this process, and why not where it cannot. Asking never throws.</summary>
/// <param name="IsAvailable">Whether it can be used.</param>
/// <param name="Version">The library's own version where it was found.</param>
/// <param name="Reason">What is missing or wrong, and what to do; null where the engine can be used.</param>
public sealed record NativeStatus(bool IsAvailable, string? Version, string? Reason);
