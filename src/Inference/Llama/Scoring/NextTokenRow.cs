namespace Rlar.Inference.Llama.Scoring;

/// <summary>A text, and the tokens whose probability to come next is asked for.</summary>
/// <param name="Tokens">The ids, at least one.</param>
/// <param name="Candidates">The tokens that are asked about.</param>
/// <param name="Borders">See <see cref="TokenRow.Borders"/>.</param>
public sealed record NextTokenRow(IReadOnlyList<int> Tokens, IReadOnlyList<int> Candidates, IReadOnlyList<int> Borders);
