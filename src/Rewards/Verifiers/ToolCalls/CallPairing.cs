namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>Pairs expected calls with as many given ones, in bounded steps (Kuhn's augmenting paths).</summary>
internal static class CallPairing
{
    // Characters that comparing each call with each looks at, and places that the search of a pairing does.
    private const long MostCharacters = 1_000_000_000;
    private const long MostSteps = 100_000_000;

    /// <summary>The first expected call for which no given one is left, where all are to have one; none where all have; null where it takes too long.</summary>
    /// <param name="count">How many are expected, and how many given.</param>
    /// <param name="length">The characters of the given ones.</param>
    /// <param name="fits">Whether an expected call is met by a given one.</param>
    internal static int[]? Best(int count, int length, Func<int, int, bool> fits)
    {
        if ((long)count * length > MostCharacters)
            return null;
        var pairs = new int[count][];
        for (var wanted = 0; wanted < count; wanted++)
            pairs[wanted] = [.. Enumerable.Range(0, count).Where(given => fits(wanted, given))];
        var owner = new int[count];
        Array.Fill(owner, -1);
        var steps = 0L;
        for (var wanted = 0; wanted < count; wanted++)
        {
            if (!Augment(pairs, owner, wanted, new bool[count], ref steps))
                return steps > MostSteps ? null : [wanted];
        }

        return [];
    }

    private static bool Augment(int[][] pairs, int[] owner, int wanted, bool[] seen, ref long steps)
    {
        // One that nobody has, before anybody is asked to take another.
        var free = Array.FindIndex(pairs[wanted], given => owner[given] < 0);
        steps += free < 0 ? pairs[wanted].Length : free;
        if (free >= 0)
        {
            owner[pairs[wanted][free]] = wanted;
            return true;
        }

        foreach (var given in pairs[wanted])
        {
            if (++steps > MostSteps)
                return false;
            if (seen[given])
                continue;
            seen[given] = true;
            if (!Augment(pairs, owner, owner[given], seen, ref steps))
                continue;
            owner[given] = wanted;
            return true;
        }

        return false;
    }
}
