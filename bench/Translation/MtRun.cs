namespace Rlar.Bench.Translation;

/// <summary>What one side made of all pairs with one metric.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Scores">By pair.</param>
/// <param name="Least">The least microseconds of each pair.</param>
/// <param name="Rate">Pairs a second of the fastest pass.</param>
/// <param name="Bytes">Allocated bytes a pair; null where nobody can say.</param>
internal sealed record MtRun(string Metric, double[] Scores, double[] Least, double Rate, double? Bytes)
{
    /// <summary>The middle, the 99th of a hundred and the greatest of the least microseconds.</summary>
    internal (double Half, double Most, double All) Percentiles()
    {
        var least = Least.Order().ToList();
        return (least[least.Count / 2], least[(int)(least.Count * 0.99)], least[^1]);
    }
}
