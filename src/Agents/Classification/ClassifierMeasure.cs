namespace Rlar.Agents.Classification;

/// <summary>How right a classifier is on prompts whose tasks are known.</summary>
public sealed class ClassifierMeasure
{
    private const int Bins = 10;
    private readonly (string Task, string? Said, double Confidence, bool Abstains)[] _rows;

    /// <summary>Measures.</summary>
    /// <param name="rows">What was said of each prompt, and its task as <see cref="TaskLabel.Of"/> gives it.</param>
    public ClassifierMeasure(IEnumerable<(PromptClassification Said, string Task)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rows = [.. rows.Select(row => (row.Task, row.Said.MostProbable, row.Said.Confidence, row.Said.Label is null))];
    }

    /// <summary>The prompts.</summary>
    public int Count => _rows.Length;

    /// <summary>The share whose most probable label is right, abstentions taken by it, too; 0.0 to 1.0, NaN without prompts.</summary>
    public double Accuracy => Share(_rows);

    /// <summary>The share for which it does not abstain, 0.0 to 1.0, NaN without prompts.</summary>
    public double Coverage => _rows.Length == 0 ? double.NaN : _rows.Count(row => !row.Abstains) / (double)_rows.Length;

    /// <summary>The share that is right of those for which it does not abstain, 0.0 to 1.0, NaN without any.</summary>
    public double AnsweredAccuracy => Share([.. _rows.Where(row => !row.Abstains)]);

    /// <summary>
    /// Expected calibration error over ten bins of equal width (Guo et al., arXiv 1706.04599, eq. 3): the mean over prompts of |accuracy - confidence|
    /// of the bin; 0.0 to 1.0, NaN without prompts.
    /// </summary>
    public double CalibrationError => _rows.Length == 0
        ? double.NaN
        : _rows.GroupBy(row => Math.Min(Bins - 1, (int)(row.Confidence * Bins)))
            .OrderBy(bin => bin.Key)
            .Sum(bin => Math.Abs(bin.Count(IsRight) - bin.Sum(row => row.Confidence))) / _rows.Length;

    /// <summary>The accuracy on the most confident prompts.</summary>
    /// <param name="coverage">
    /// Their share of all, above 0.0, at most 1.0; rounded up to whole prompts. Ties in confidence go to the prompt that comes first.
    /// </param>
    public double AccuracyAt(double coverage)
    {
        if (coverage is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "Above 0.0, at most 1.0.");
        return Share([.. _rows.OrderByDescending(row => row.Confidence).Take((int)Math.Ceiling(coverage * _rows.Length))]);
    }

    /// <summary>How often each task was taken for each label: (task, label or "" where it abstained, prompts), by task, then by falling count.</summary>
    public IReadOnlyList<(string Task, string Said, int Count)> Confusion =>
    [
        .. _rows.GroupBy(row => (row.Task, Said: row.Abstains ? "" : row.Said ?? ""))
            .Select(cell => (cell.Key.Task, cell.Key.Said, Count: cell.Count()))
            .OrderBy(cell => cell.Task, StringComparer.Ordinal)
            .ThenByDescending(cell => cell.Count)
            .ThenBy(cell => cell.Said, StringComparer.Ordinal),
    ];

    private static double Share((string Task, string? Said, double Confidence, bool Abstains)[] rows) =>
        rows.Length == 0 ? double.NaN : rows.Count(IsRight) / (double)rows.Length;

    private static bool IsRight((string Task, string? Said, double Confidence, bool Abstains) row) => row.Said == row.Task;
}
