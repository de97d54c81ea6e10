namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>A sentence with what it cites.</summary>
/// <param name="Marks">Numbers of passages.</param>
/// <param name="Quotes">Texts in quotation marks.</param>
internal sealed record CitedSentence(IReadOnlyList<int> Marks, IReadOnlyList<string> Quotes);
