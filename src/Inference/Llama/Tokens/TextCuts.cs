namespace Rlar.Inference.Llama.Tokens;

/// <summary>Where a text is cut so that what is written like a special token does not become it.</summary>
internal static class TextCuts
{
    /// <summary>How often a text is cut anew before it is given up.</summary>
    internal const int MostRounds = 8;

    /// <summary>Cuts every place where a text could become one of some tokens in two.</summary>
    /// <param name="text">The text.</param>
    /// <param name="written">How the tokens are written.</param>
    /// <param name="cuts">Takes the places, in UTF-16 units from the start.</param>
    /// <returns>Whether there was a place that was not cut yet.</returns>
    internal static bool Add(string text, IEnumerable<string> written, SortedSet<int> cuts)
    {
        var before = cuts.Count;
        foreach (var token in written)
        {
            var middle = token.Length / 2;
            if (middle > 0 && char.IsLowSurrogate(token[middle]))
                middle--;
            for (var at = middle == 0 ? -1 : text.IndexOf(token, StringComparison.Ordinal);
                at >= 0;
                at = text.IndexOf(token, at + 1, StringComparison.Ordinal))
                _ = cuts.Add(at + middle);
        }

        return cuts.Count > before;
    }
}
