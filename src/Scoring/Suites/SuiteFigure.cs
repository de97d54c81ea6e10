namespace Rlar.Scoring.Suites;

/// <summary>One number of a suite.</summary>
/// <param name="Name">Its name: a subset, a section, or what the suite's own report calls it.</param>
/// <param name="Of">The number over some of its rows; NaN where there are none of those it needs.</param>
/// <param name="Rows">The rows that it is over.</param>
public sealed record SuiteFigure(string Name, Func<IReadOnlyList<SuiteResult>, double> Of, IReadOnlyList<SuiteResult> Rows)
{
    /// <summary>Whether it is the suite's headline.</summary>
    public bool IsTotal { get; init; }

    /// <summary>The number itself.</summary>
    public double Value => Of(Rows);
}
