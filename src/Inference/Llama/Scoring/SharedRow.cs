namespace Rlar.Inference.Llama.Scoring;

/// <summary>A row as it is computed.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Count">How many of them are computed: 1 to their number.</param>
/// <param name="FirstOutput">The first position whose logits are wanted; those after it are, too. Only what is before it may be another row's work.</param>
/// <param name="Borders">Where the row may be cut so that what is before a cut can be kept for other rows, ascending.</param>
internal sealed record SharedRow(int[] Tokens, int Count, int FirstOutput, IReadOnlyList<int> Borders);
