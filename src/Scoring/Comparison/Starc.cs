namespace Rlar.Scoring.Comparison;

/// <summary>
/// The STARC distance of two rewards (Skalse et al. 2024, arXiv 2309.15257, section 2), for answers to prompts: every prompt is a state, every
/// completion an action, after which the episode ends. The canonicalisation is Value-Adjusted Levelling, c(R)(s,a) = R(s,a) - V(s) + gamma V(s')
/// with V = 0 at the end and V(s) the mean reward of the group's completions: the policy that is evaluated is the one that sampled them. The norm
/// and the metric are Euclidean over all completions, each of which weighs the same. Then
/// d = 1/2 ‖c(A)/‖c(A)‖ - c(B)/‖c(B)‖‖, from 0 (the same preferences everywhere) to 1 (the opposite ones); a reward that is constant in every group
/// has no norm, and counts as 0: it is 1/2 from every other, and 0 from its like.
/// </summary>
/// <remarks>
/// A departure from the paper: the expectation over next states is left out, as there is one. What differs by a factor above 0 and by any number
/// a prompt is at distance 0.
/// </remarks>
public sealed class Starc
{
    private double _aa;
    private double _bb;
    private double _ab;
    private double _sum;

    /// <summary>The distance of all groups together, 0 to 1: the prompts are the states of one process. 0 where nothing was added.</summary>
    public double Distance => Of(_aa, _bb, _ab);

    /// <summary>The mean over groups of each group's own distance, 0 to 1: what an estimator sees that divides by a group's deviation.</summary>
    public double GroupMean => Groups > 0 ? _sum / Groups : 0;

    /// <summary>Groups of two completions or more; others hold no preference.</summary>
    public long Groups { get; private set; }

    /// <summary>Takes a group in.</summary>
    /// <param name="a">[G] rewards of the one.</param>
    /// <param name="b">[G] rewards of the other for the same completions.</param>
    /// <exception cref="ArgumentException">Not as many.</exception>
    public void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"{a.Length} rewards beside {b.Length}.", nameof(b));
        if (a.Length < 2)
            return;
        var (meanA, meanB) = (Mean(a), Mean(b));
        double aa = 0, bb = 0, ab = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i] - meanA, b[i] - meanB);
            aa += x * x;
            bb += y * y;
            ab += x * y;
        }

        _aa += aa;
        _bb += bb;
        _ab += ab;
        _sum += Of(aa, bb, ab);
        Groups++;
    }

    // ‖x/‖x‖ - y/‖y‖‖² = 2 - 2 xy / (‖x‖ ‖y‖).
    private static double Of(double aa, double bb, double ab) => (aa > 0, bb > 0) switch
    {
        (true, true) => Math.Sqrt(Math.Clamp((1 - (ab / Norms(aa, bb))) / 2, 0, 1)),
        (false, false) => 0,
        _ => 0.5,
    };

    // One root of the product, which is exact for a reward and itself; two where the product is beyond what a double holds.
    private static double Norms(double aa, double bb) => double.IsNormal(aa * bb) ? Math.Sqrt(aa * bb) : Math.Sqrt(aa) * Math.Sqrt(bb);

    // Of numbers that are all the same, that number and no other: a constant reward has no norm.
    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value - values[0];
        return values[0] + (sum / values.Length);
    }
}
