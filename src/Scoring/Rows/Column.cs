namespace Rlar.Scoring.Rows;

/// <summary>One place of a row that a field is read from.</summary>
/// <param name="Field">What it is read for.</param>
/// <param name="Name">Its name for messages: "answer" or "reward_model.ground_truth".</param>
/// <param name="Slot">Index of its top-level key among the keys that the parser knows.</param>
/// <param name="Inner">The keys below the top-level one, usually none.</param>
internal sealed record Column(RowField Field, string Name, int Slot, IReadOnlyList<string> Inner);
