namespace Rlar.Rewards.Reading.Words;

/// <summary>Repetition of n-grams.</summary>
internal static class NGrams
{
    /// <summary>1 - unique / total over the n-grams of a text's words, case aside; 0 where there is none. A value between 0.0 and 1.0.</summary>
    /// <param name="words">The words.</param>
    /// <param name="size">n, at least 1.</param>
    public static double RepeatedShare(IReadOnlyList<string> words, int size)
    {
        var total = words.Count - size + 1;
        if (total <= 0)
            return 0;

        // Words become numbers first, so that an n-gram is a short list of numbers and no text is copied n times.
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var ids = new int[words.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!names.TryGetValue(words[i], out ids[i]))
                names[words[i]] = ids[i] = names.Count;
        }

        // Blocks of doubling length are named by pairs of names of half their length (Karp, Miller and Rosenberg), so n does not multiply the time.
        var block = 1;
        while (block * 2 <= size)
        {
            ids = Pairs(ids, block);
            block *= 2;
        }

        if (block < size)
            ids = Pairs(ids, size - block);
        return 1 - (double)ids.Distinct().Count() / total;
    }

    /// <summary>Names each pair of a block and the block that starts a distance after it.</summary>
    private static int[] Pairs(int[] ids, int distance)
    {
        var names = new Dictionary<(int First, int Second), int>();
        var paired = new int[ids.Length - distance];
        for (var i = 0; i < paired.Length; i++)
        {
            var pair = (ids[i], ids[i + distance]);
            if (!names.TryGetValue(pair, out paired[i]))
                names[pair] = paired[i] = names.Count;
        }

        return paired;
    }
}
