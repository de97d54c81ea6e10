namespace Rlar.Scoring.Doubts;

/// <summary>The first row of a doubt. Long texts are cut, control characters written as blanks.</summary>
/// <param name="Line">Its line in the input, from 1.</param>
/// <param name="Id">Its id.</param>
/// <param name="Reference">Its first reference as the tool got it, or null where it has none.</param>
/// <param name="Completion">The head of its first completion.</param>
/// <param name="Reason">What the tool said of that completion; null where it said nothing.</param>
public sealed record DoubtExample(long Line, string Id, string? Reference, string Completion, string? Reason);
