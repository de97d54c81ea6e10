namespace Rlar.Inference.Catalog.Pull;

/// <summary>How far a pull is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="What">With which package or file; for a retry, what went wrong.</param>
/// <param name="Done">The bytes so far; 0 where they are not counted.</param>
/// <param name="Total">The bytes of the whole; null where not known.</param>
public readonly record struct PullProgress(PullStage Stage, string What, long Done = 0, long? Total = null);
