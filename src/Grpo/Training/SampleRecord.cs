namespace Rlar.Grpo.Training;

/// <summary>One line of samples.jsonl: a completion that was kept to be looked at.</summary>
/// <param name="Step">The training step, from 1; 0: before training.</param>
/// <param name="Split">train or heldout.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Prompt">The prompt's text.</param>
/// <param name="Completion">The completion's text.</param>
/// <param name="Reward">The combined reward, or null: not scored.</param>
/// <param name="Tools">By tool, on its own scale; null: not scored.</param>
/// <param name="Advantage">Its advantage, or null where it had none.</param>
/// <param name="Tokens">Its length in tokens.</param>
/// <param name="Truncated">Whether it was cut off.</param>
public sealed record SampleRecord(
    int Step, string Split, string Id, string Prompt, string Completion, double? Reward, IReadOnlyDictionary<string, double?> Tools, double? Advantage,
    int Tokens, bool Truncated);
