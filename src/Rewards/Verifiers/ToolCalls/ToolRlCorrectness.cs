using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>ToolRL's correctness reward (arXiv 2504.13958 section 3.2; verl/utils/reward_score/rlla.py).</summary>
internal static class ToolRlCorrectness
{
    // Pairs of calls that may have to be compared, and the steps of an optimal pairing.
    private const long MostSteps = 1_000_000;
    private const long MostOptimalSteps = 300_000_000;

    /// <summary>Whether pairing so many calls with so many takes no more steps than are allowed.</summary>
    public static bool IsBounded(long expected, long given, ToolRlOptions options) => options.IsCoarse
        || (expected * given <= MostSteps && (!options.PairsOptimally || expected * given * Math.Min(expected, given) <= MostOptimalSteps));

    /// <summary>Compares calls; null where Python would have raised an error on them, which earns the least reward.</summary>
    public static ToolRlScore? Compare(IReadOnlyList<Literal> expected, IReadOnlyList<Literal> given, ToolRlOptions options)
    {
        var max = options.MaxCorrectness;
        if (SameLists(expected, given))
            return new ToolRlScore(max, 1, expected.Count, expected.Sum(Parameters), Possible(expected, options));
        if (options.IsCoarse)
            return new ToolRlScore(-max, 0, 0, 0, Possible(expected, options));
        var names = given.Select(call => call.Member("name")).ToArray();
        if (names.Any(name => name is null) || Overlap([.. expected.Select(call => call.Member("name")!)], names!, options) is not { } overlap)
            return null;
        if (Pairs(expected, given, options) is not { } pairs)
            return null;
        var (parameterNames, parameterValues) = (pairs.Sum(pair => pair.Names), pairs.Sum(pair => pair.Values));
        var possible = Possible(expected, options);
        var score = overlap;
        foreach (var pair in pairs)
            score += pair.Names + pair.Values; // in the order of the reference, so that the sum rounds as it does
        return new ToolRlScore(2 * max * score / possible - max, overlap, parameterNames, parameterValues, possible);
    }

    private static double Possible(IReadOnlyList<Literal> expected, ToolRlOptions options) =>
        1.0 + expected.Sum(call => 1.0 + (options.ComparesWholeCalls ? 0 : Parameters(call)));

    private static int Parameters(Literal call) => call.Member("parameters")?.Members.Count ?? 0;

    private static List<(double Names, double Values)>? Pairs(IReadOnlyList<Literal> expected, IReadOnlyList<Literal> given, ToolRlOptions options)
    {
        var names = given.GroupBy(call => call.Member("name")!, LiteralEquality.Python)
            .ToDictionary(group => group.Key, group => group.ToList(), LiteralEquality.Python);
        var pairs = new List<(double Names, double Values)>();
        if (options.PairsOptimally)
            return Optimally(expected, names, options);
        foreach (var wanted in expected)
        {
            if (!names.TryGetValue(wanted.Member("name")!, out var candidates))
                continue;
            if (!options.ComparesWholeCalls && candidates.Exists(call => call.Member("parameters") is not { Kind: LiteralKind.Map }))
                return null;
            var best = (Names: 0.0, Values: 0.0, Index: -1);
            var most = options.ComparesWholeCalls ? 1 : 1.0 + Parameters(wanted);
            // The first of the best is taken, so that none after a whole one can be.
            for (var i = 0; i < candidates.Count && best.Names + best.Values < most; i++)
            {
                var pair = Pair(wanted, candidates[i], options)!.Value;
                if (pair.Names + pair.Values > best.Names + best.Values)
                    best = (pair.Names, pair.Values, i);
            }

            if (best.Index < 0)
                continue;
            candidates.RemoveAt(best.Index);
            pairs.Add((best.Names, best.Values));
        }

        return pairs;
    }

    private static List<(double Names, double Values)>? Optimally(
        IReadOnlyList<Literal> expected, Dictionary<Literal, List<Literal>> given, ToolRlOptions options)
    {
        var pairs = new List<(double Names, double Values)>();
        foreach (var group in expected.GroupBy(call => call.Member("name")!, LiteralEquality.Python))
        {
            if (!given.TryGetValue(group.Key, out var candidates))
                continue;
            var wanted = group.ToArray();
            var (gain, found) = (new double[wanted.Length, candidates.Count], new (double Names, double Values)[wanted.Length, candidates.Count]);
            for (var i = 0; i < wanted.Length; i++)
            {
                for (var j = 0; j < candidates.Count; j++)
                {
                    if (Pair(wanted[i], candidates[j], options) is not { } pair)
                        return null;
                    (gain[i, j], found[i, j]) = (pair.Names + pair.Values, pair);
                }
            }

            var best = Assignment.Best(gain);
            pairs.AddRange(best.Select((j, i) => (i, j)).Where(pair => pair.j >= 0).Select(pair => found[pair.i, pair.j]));
        }

        return pairs;
    }

    private static (double Names, double Values)? Pair(Literal expected, Literal given, ToolRlOptions options)
    {
        if (options.ComparesWholeCalls)
            return LiteralEquality.Python.Equals(expected, given) ? (1, 0) : (0, 0);
        if (given.Member("parameters") is not { Kind: LiteralKind.Map } parameters)
            return null;
        var wanted = expected.Member("parameters")!.Members;
        var names = Overlap([.. wanted.Keys.Select(Literal.Of)], [.. parameters.Members.Keys.Select(Literal.Of)], options)!.Value;
        var values = wanted.Count(member => parameters.Member(member.Key) is { } value && LiteralEquality.Python.Equals(value, member.Value));
        return (names, values);
    }

    /// <summary>Shared over all, as multisets; null for what has no hash in Python.</summary>
    private static double? Overlap(IReadOnlyList<Literal> expected, IReadOnlyList<Literal> given, ToolRlOptions options)
    {
        if (SameLists(expected, given))
            return 1;
        if (options.IsStrictOnNames || expected.Count == 0 || given.Count == 0)
            return 0;
        if (given.Any(name => name.Kind is LiteralKind.List or LiteralKind.Map))
            return null;
        var counts = new Dictionary<Literal, int>(LiteralEquality.Python);
        foreach (var name in expected)
            counts[name] = counts.GetValueOrDefault(name) + 1;
        var shared = 0;
        foreach (var name in given)
        {
            if (counts.GetValueOrDefault(name) == 0)
                continue;
            counts[name]--;
            shared++;
        }

        return (double)shared / (expected.Count + given.Count - shared);
    }

    private static bool SameLists(IReadOnlyList<Literal> left, IReadOnlyList<Literal> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => LiteralEquality.Python.Equals(pair.First, pair.Second));
}

/// <summary>What ToolRL's correctness is made of.</summary>
/// <param name="Correctness">The correctness, between -max and max.</param>
/// <param name="Names">Overlap of the tools' names, between 0 and 1.</param>
/// <param name="ParameterNames">Sum over expected calls of the overlap of parameter names.</param>
/// <param name="ParameterValues">Number of parameters with the expected value.</param>
/// <param name="Possible">What the three would sum to for the expected calls.</param>
internal readonly record struct ToolRlScore(double Correctness, double Names, double ParameterNames, double ParameterValues, double Possible);
