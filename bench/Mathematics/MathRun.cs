namespace Rlar.Bench.Mathematics;

/// <summary>What one verifier said of all cases, and how long each took it in each pass.</summary>
/// <param name="Name">Who ran.</param>
/// <param name="Verdicts">By case; null: undecided.</param>
/// <param name="First">Microseconds by case in the first pass.</param>
/// <param name="Passes">Microseconds by case in each warm pass.</param>
/// <param name="Bytes">Allocated bytes by case; empty where nobody can say.</param>
internal sealed record MathRun(string Name, bool?[] Verdicts, double[] First, List<double[]> Passes, long[] Bytes)
{
    /// <summary>Verifications a second of the first pass.</summary>
    internal double FirstRate => 1e6 * First.Length / First.Sum();

    /// <summary>Verifications a second over some of the cases, in the pass that was the fastest over them.</summary>
    internal double Rate(IReadOnlyList<int> cases) => 1e6 * cases.Count / Passes.Min(pass => cases.Sum(i => pass[i]));

    /// <summary>The middle, the 99th of a hundred and the greatest of the least microseconds that each of the cases took.</summary>
    internal (double Half, double Most, double All) Percentiles(IReadOnlyList<int> cases)
    {
        var least = cases.Select(i => Passes.Min(pass => pass[i])).Order().ToList();
        return (least[least.Count / 2], least[(int)(least.Count * 0.99)], least[^1]);
    }
}
