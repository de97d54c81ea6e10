namespace Rlar.Agents.Monitor;

/// <summary>Kendall's tau-b (Kendall 1945) over the completions that have both numbers, by all pairs: groups are small.</summary>
internal static class RankCorrelation
{
    /// <summary>tau-b = (concordant - discordant) / sqrt((pairs - ties in a) (pairs - ties in b)), -1 to 1; null where either is constant.</summary>
    internal static double? TauB(IReadOnlyList<double?> a, IReadOnlyList<double?> b)
    {
        long order = 0, inA = 0, inB = 0;
        for (var i = 1; i < a.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (a[i] is not { } ai || a[j] is not { } aj || b[i] is not { } bi || b[j] is not { } bj)
                    continue;
                var (signA, signB) = (ai.CompareTo(aj), bi.CompareTo(bj));
                order += signA * signB;
                inA += signA * signA;
                inB += signB * signB;
            }
        }

        return inA > 0 && inB > 0 ? Math.Clamp(order / Math.Sqrt((double)inA * inB), -1, 1) : null;
    }
}
