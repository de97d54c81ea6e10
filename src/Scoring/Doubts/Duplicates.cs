namespace Rlar.Scoring.Doubts;

/// <summary>Ids that several rows have. Known for the first 131,072 different ids of a run.</summary>
/// <param name="Rows">Rows whose id an earlier one had.</param>
/// <param name="FirstLine">The line of the first such id.</param>
/// <param name="SecondLine">The line on which it stands again.</param>
public sealed record Duplicates(long Rows, long FirstLine, long SecondLine);
