namespace Rlar.Grpo.Policy.Checking;

/// <summary>A case that a trainer can be checked by: sequences, a loss, what is trained, and an optimiser.</summary>
/// <param name="Id">Its name, or null.</param>
/// <param name="Sequences">The batch.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Lora">Adapters, or null: all weights are trained.</param>
/// <param name="Adapters">The adapters' numbers by weight, A and then B, row-major; null where there are none.</param>
/// <param name="Optimizer">The steps, or null: none.</param>
/// <param name="Probes">Sequence and position of the logits that are shown; null: the first, middle and last position of the first and last sequence.</param>
internal sealed record CheckCase(
    string? Id, IReadOnlyList<CheckSequence> Sequences, CheckLoss Loss, LoraOptions? Lora, IReadOnlyDictionary<string, (float[] A, float[] B)>? Adapters,
    CheckOptimizer? Optimizer, IReadOnlyList<(int Sequence, int Position)>? Probes)
{
    /// <summary>The rows of the sequences.</summary>
    internal TrainingRow[] Rows { get; } = [.. Sequences.Select(sequence => sequence.Row)];
}
