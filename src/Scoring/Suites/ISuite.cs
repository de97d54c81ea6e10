using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Suites;

/// <summary>A benchmark of rewards: how its rows are read from the user's own copy of the data, and how its figures are computed.</summary>
public interface ISuite
{
    /// <summary>The name by which it is asked for.</summary>
    string Name { get; }

    /// <summary>Where its data comes from, in which layout, and under which licence: what a user without it is told.</summary>
    string Origin { get; }

    /// <summary>Reads one row.</summary>
    /// <param name="row">The row as it stands in the data.</param>
    /// <param name="line">Its one-based line.</param>
    /// <param name="file">The input's name.</param>
    /// <returns>The row; null for one that the suite itself leaves out (annotators' ties).</returns>
    /// <exception cref="InputException">It is no row of this suite; the message names the field.</exception>
    SuiteRow? Read(JsonElement row, long line, string file);

    /// <summary>Its figures, the headline first.</summary>
    /// <param name="results">Whole results only.</param>
    IReadOnlyList<SuiteFigure> Figures(IReadOnlyList<SuiteResult> results);
}
