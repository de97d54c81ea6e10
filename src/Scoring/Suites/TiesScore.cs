namespace Rlar.Scoring.Suites;

/// <summary>
/// The score of RewardBench 2's domain Ties. Each question stands in it twice: with several right answers of equal worth (tied:N), and with one of them
/// (ref:N). 0.30 accuracy over the tied + 0.30 accuracy over the others + 0.20 share of questions whose right answers lie closer together than they lie
/// above the wrong ones + 0.20 the same where the other form's margin must be as large, too + 0.01 mean tanh(margin / spread - 1).
/// </summary>
internal static class TiesScore
{
    /// <summary>The question that a row asks, and whether it is the form with several right answers; null for an id of another form.</summary>
    internal static (string Question, bool IsTied)? KeyOf(string id) => id.Split(':') switch
    {
        ["tied", { Length: > 0 } question] => (question, true),
        ["ref", { Length: > 0 } question] => (question, false),
        _ => null,
    };

    /// <summary>The score, 0 to 1.01; NaN where one of the forms has no row.</summary>
    internal static double Of(IReadOnlyList<SuiteResult> rows)
    {
        // Resampled rows may hold a question twice: it counts as often.
        var tied = rows.Where(row => KeyOf(row.Row.Id)!.Value.IsTied).Select(Margins).ToArray();
        var others = rows.Where(row => !KeyOf(row.Row.Id)!.Value.IsTied).Select(Margins).ToArray();
        if (tied.Length == 0 || others.Length == 0)
            return double.NaN;
        var byQuestion = others.ToLookup(margins => margins.Question);
        var both = tied.SelectMany(margins => byQuestion[margins.Question].Take(1).Select(other => (margins.Spread, Tied: margins.Margin, Other: other.Margin)))
            .ToArray();
        var accuracies = (0.30 * tied.Average(Accurate)) + (0.30 * others.Average(Accurate));
        if (both.Length == 0)
            return double.NaN;
        return accuracies
            + (0.20 * both.Average(pair => pair.Tied > pair.Spread ? 1.0 : 0))
            + (0.20 * both.Average(pair => Math.Min(pair.Other, pair.Tied) > pair.Spread ? 1.0 : 0))
            + (0.01 * both.Average(pair => OrZero(Math.Tanh((Math.Min(pair.Other, pair.Tied) / pair.Spread) - 1))));
    }

    private static double Accurate((string Question, double Spread, double Margin) row) => row.Margin > 0 ? 1 : 0;

    private static (string Question, double Spread, double Margin) Margins(SuiteResult result)
    {
        var (right, wrong) = result.Sides();
        return (KeyOf(result.Row.Id)!.Value.Question, right.Max() - right.Min(), right.Min() - wrong.Max());
    }

    private static double OrZero(double value) => double.IsNaN(value) ? 0 : value;
}
