using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Reference;

public sealed partial class ReferenceShaping
{
    /// <inheritdoc/>
    public void WinRates(
        ReadOnlySpan<double> preferences, ReadOnlySpan<bool> judged, MissingPair missing, Span<int> opponents, Span<double> winRates)
    {
        ShapingChecks.Preferences(preferences, judged, opponents.Length, winRates);
        var n = winRates.Length;
        for (var i = 0; i < n; i++)
        {
            double sum = 0;
            var count = 0;
            for (var j = 0; j < n; j++)
            {
                var (there, back) = ((i * n) + j, (j * n) + i);
                if (i == j || (missing == MissingPair.LeaveOut && !Scored(judged, there) && !Scored(judged, back)))
                    continue;
                count++;
                sum += (Scored(judged, there), Scored(judged, back)) switch
                {
                    (true, true) => 0.5 * (preferences[there] + (1 - preferences[back])),
                    (true, false) => preferences[there],
                    (false, true) => 1 - preferences[back],
                    _ => 0.5,
                };
            }

            opponents[i] = count;
            winRates[i] = count == 0 ? 0 : sum / count;
        }
    }
}
