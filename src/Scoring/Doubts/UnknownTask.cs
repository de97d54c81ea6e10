namespace Rlar.Scoring.Doubts;

/// <summary>A value of a row's task that no rule goes by.</summary>
/// <param name="Name">The value; several of one row are joined by commas.</param>
/// <param name="Rows">Rows that have it.</param>
/// <param name="Line">The first of them.</param>
/// <param name="RoutedAs">What that one was taken for instead.</param>
public sealed record UnknownTask(string Name, long Rows, long Line, string RoutedAs);
