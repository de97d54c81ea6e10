namespace Rlar.Grpo.Training;

/// <summary>What a step has done.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Metrics">What it measured.</param>
/// <param name="Samples">Its completions, all of them; none of a warm-up.</param>
internal sealed record StepOutcome(LoopState State, StepMetrics Metrics, IReadOnlyList<SampleRecord> Samples);
