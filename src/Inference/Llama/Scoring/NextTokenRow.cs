namespace Rlar.Inference.Llama.Scoring;

/// <summary>A text of which it is asked how likely certain tokens are to come next.</summary>
/// <param name="Tokens">The ids, at least one.</param>
/// <param name="Candidates">The tokens that are asked about.</param>
/// <param name="Borders">See <see cref="TokenRow.Borders"/>.</param>
public sealed record NextTokenRow(IReadOnlyList<int> Tokens, IReadOnlyList<int> Candidates, IReadOnlyList<int> Borders);
