using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceAdvantages
{
    /// <summary>Whitens the scored values in place; 0 for the others, and for all where all are equal or fewer than two are scored.</summary>
    private static void Whiten(Span<double> values, ReadOnlySpan<bool> scored, ReadOnlySpan<int> lengths, Whitening whitening)
    {
        var moments = Moments(values, scored, (0, values.Length));
        if (moments.AllEqual)
        {
            values.Clear();
            return;
        }

        double weight = 0, sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!IsScored(scored, i))
                continue;
            var tokens = Tokens(lengths, whitening, i);
            weight += tokens;
            sum += tokens * values[i];
        }

        var count = weight + whitening.CountEpsilon;
        var mean = sum / count;
        double squares = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (IsScored(scored, i))
                squares += Tokens(lengths, whitening, i) * (values[i] - mean) * (values[i] - mean);
        }

        var factor = whitening.Factor(squares / count, weight);
        for (var i = 0; i < values.Length; i++)
            values[i] = IsScored(scored, i) ? (values[i] - mean) * factor : 0;
    }

    private static double Tokens(ReadOnlySpan<int> lengths, Whitening whitening, int i) => whitening.ByToken && !lengths.IsEmpty ? lengths[i] : 1;
}
