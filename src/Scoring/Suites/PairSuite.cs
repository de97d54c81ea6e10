using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Suites;

/// <summary>
/// A suite whose rows are a prompt and two answers, one of them preferred: accuracy by subset and over all rows, a tie for half. Its layouts differ in
/// names alone.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="origin">Where the data comes from.</param>
/// <param name="read">Reads a row.</param>
internal sealed class PairSuite(string name, string origin, Func<SuiteFields, SuiteRow?> read) : ISuite
{
    public string Name => name;

    public string Origin => origin;

    public SuiteRow? Read(JsonElement row, long line, string file) => read(new SuiteFields(row, new RowPlace(file, line), this));

    public IReadOnlyList<SuiteFigure> Figures(IReadOnlyList<SuiteResult> results) =>
        [new SuiteFigure("accuracy", Accuracy, results) { IsTotal = true }, .. BySubset(results)];

    /// <summary>The mean over rows of the share of their pairs that are right.</summary>
    internal static double Accuracy(IReadOnlyList<SuiteResult> rows) => rows.Count == 0 ? double.NaN : rows.Average(row => row.PairShare());

    /// <summary>The accuracy of each subset, in the order of the names.</summary>
    internal static IEnumerable<SuiteFigure> BySubset(IReadOnlyList<SuiteResult> results)
    {
        var subsets = results.GroupBy(result => result.Row.Subset).OrderBy(subset => subset.Key, StringComparer.Ordinal).ToArray();
        return subsets.Length < 2 ? [] : subsets.Select(subset => new SuiteFigure(subset.Key, Accuracy, [.. subset]));
    }
}
