using Rlar.Scoring.Suites;

namespace Rlar.Host.Evaluation;

/// <summary>A figure with its interval, and the other tool's beside it.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Interval">Its 95% interval; null where it has none.</param>
/// <param name="Other">The other tool's figure over the same rows; null where there is one tool.</param>
/// <param name="Difference">The 95% interval of the difference; null where it has none.</param>
internal sealed record SuiteLine(SuiteFigure Figure, (double Low, double High)? Interval, double? Other, (double Low, double High)? Difference);
