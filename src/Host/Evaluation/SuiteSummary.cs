using Rlar.Scoring.Suites;

namespace Rlar.Host.Evaluation;

/// <summary>What came of a suite with one tool, or with two on the same rows.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Tool">The tool, with its version.</param>
/// <param name="Against">The other tool; null where there is none.</param>
/// <param name="Rows">Rows of the suite.</param>
/// <param name="LeftOut">Rows that the suite itself leaves out.</param>
/// <param name="Unscored">Rows of which a tool did not score every answer: they are in no figure. By tool, in the order above.</param>
/// <param name="Figures">The figures, the headline first.</param>
/// <param name="Habits">What the tool goes by beside what is right.</param>
internal sealed record SuiteSummary(
    string Suite, string Tool, string? Against, int Rows, int LeftOut, IReadOnlyList<int> Unscored, IReadOnlyList<SuiteLine> Figures, SuiteHabits Habits)
{
    /// <summary>The two tools beside one another; null where there is one.</summary>
    internal SuiteComparison? Comparison { get; init; }

    /// <summary>Puts a summary together.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="folder">Its rows.</param>
    /// <param name="first">The tool and its results.</param>
    /// <param name="second">The other's; null for none.</param>
    /// <param name="bootstrap">Makes the intervals.</param>
    internal static SuiteSummary Of(
        ISuite suite,
        SuiteFolder folder,
        (string Tool, IReadOnlyList<SuiteResult> Results) first,
        (string Tool, IReadOnlyList<SuiteResult> Results)? second,
        SuiteBootstrap bootstrap)
    {
        // Over the rows that both scored: figures over different rows are not to be held against one another.
        int[] whole = [.. Enumerable.Range(0, folder.Rows.Count).Where(i => first.Results[i].IsWhole && second?.Results[i].IsWhole != false)];
        SuiteResult[] ours = [.. whole.Select(i => first.Results[i])];
        SuiteResult[]? theirs = second is null ? null : [.. whole.Select(i => second.Value.Results[i])];
        var figures = ours.Length == 0 ? [] : suite.Figures(ours);
        var others = theirs is null or [] ? null : suite.Figures(theirs);
        return new SuiteSummary(
            suite.Name,
            first.Tool,
            second?.Tool,
            folder.Rows.Count,
            folder.LeftOut,
            [.. new[] { first.Results, second?.Results }.Where(results => results is not null).Select(results => results!.Count(row => !row.IsWhole))],
            [
                .. figures.Select((figure, i) => new SuiteLine(
                    figure,
                    bootstrap.Interval(figure),
                    others?[i].Value,
                    others is null ? null : bootstrap.Difference(figure, others[i]))),
            ],
            new SuiteHabits(ours))
        {
            Comparison = theirs is null ? null : new SuiteComparison(ours, theirs),
        };
    }
}
