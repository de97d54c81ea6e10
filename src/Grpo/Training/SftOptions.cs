namespace Rlar.Grpo.Training;

/// <summary>How the warm-up learns.</summary>
/// <param name="Batch">Rows of a step, at least 1.</param>
/// <param name="LearningRate">Above 0.</param>
/// <param name="Seed">The run's seed.</param>
internal sealed record SftOptions(int Batch, double LearningRate, ulong Seed);
