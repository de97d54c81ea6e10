namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>BLEU and what it is made of (Papineni et al. 2002, with the smoothing of Chen and Cherry 2014).</summary>
/// <param name="Value">The score, 0..100; rounding may carry a perfect one 1e-13 above.</param>
/// <param name="BrevityPenalty">0..1.</param>
internal readonly record struct BleuScore(double Value, double BrevityPenalty)
{
    // The logarithm that sacrebleu takes 0 to have.
    private const double LogOfZero = -9999999999;

    /// <summary>The score of counts.</summary>
    /// <param name="statistics">Length of the hypotheses, of the references, matches by order, n-grams by order.</param>
    /// <param name="options">The settings.</param>
    /// <param name="precisions">[MaxOrder] written: percentages.</param>
    internal static BleuScore Of(ReadOnlySpan<double> statistics, BleuOptions options, Span<double> precisions)
    {
        var (length, reference) = (statistics[0], statistics[1]);
        var penalty = length >= reference ? 1 : length > 0 ? Math.Exp(1 - reference / length) : 0;
        var matches = statistics.Slice(2, options.MaxOrder);
        precisions.Clear();
        if (!matches.ContainsAnyExcept(0))
            return new BleuScore(0, penalty);

        var order = Precisions(matches, statistics[(2 + options.MaxOrder)..], options, precisions);
        double sum = 0;
        foreach (var precision in precisions[..order])
            sum += precision == 0 ? LogOfZero : Math.Log(precision);
        return new BleuScore(penalty * Math.Exp(sum / order), penalty);
    }

    // Returns how many orders the mean is taken over.
    private static int Precisions(ReadOnlySpan<double> matches, ReadOnlySpan<double> totals, BleuOptions options, Span<double> precisions)
    {
        double halving = 1;
        var order = options.MaxOrder;
        for (var n = 0; n < precisions.Length; n++)
        {
            var added = options.Smoothing == BleuSmoothing.AddK && n > 0 ? options.SmoothingInForce : 0;
            var (match, total) = (matches[n] + added, totals[n] + added);
            if (total == 0)
                break;
            if (options.EffectiveOrder)
                order = n + 1;
            if (match != 0)
                precisions[n] = 100 * match / total;
            else if (options.Smoothing == BleuSmoothing.Exponential)
                precisions[n] = 100 / ((halving *= 2) * total);
            else if (options.Smoothing == BleuSmoothing.Floor)
                precisions[n] = 100 * options.SmoothingInForce / total;
        }

        return order;
    }
}
