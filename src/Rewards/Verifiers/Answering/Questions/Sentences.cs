namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Where the sentences of an answer are, and what words stand in them.</summary>
internal static class Sentences
{
    /// <summary>The first word of a word's sentence, and the place after its last one.</summary>
    internal static (int From, int To) Around(ReadText text, int at)
    {
        var (from, to) = (at, at);
        while (from > 0 && !IsEnd(text.Words[from - 1].Kind))
            from--;
        while (to < text.Count && !IsEnd(text.Words[to].Kind))
            to++;
        return (from, to);
    }

    /// <summary>Whether a sentence ends with such a mark.</summary>
    internal static bool IsEnd(WordKind kind) => kind is WordKind.Stop or WordKind.Question;

    /// <summary>Whether a word of some kinds stands in a part of the text.</summary>
    internal static bool Has(ReadText text, int from, int to, WordRoles roles)
    {
        for (var at = from; at < to; at++)
        {
            if (text.Is(at, roles))
                return true;
        }

        return false;
    }

    /// <summary>Whether words follow each other from a place on.</summary>
    internal static bool Reads(ReadText text, int at, params ReadOnlySpan<string> words)
    {
        if (at < 0 || at + words.Length > text.Count)
            return false;
        for (var i = 0; i < words.Length; i++)
        {
            if (!text[at + i].SequenceEqual(words[i]))
                return false;
        }

        return true;
    }

    /// <summary>How many words, marks aside, a part of the text has.</summary>
    internal static int CountWords(ReadText text, int from, int to)
    {
        var count = 0;
        for (var at = from; at < to; at++)
            count += text.Words[at].IsWord ? 1 : 0;
        return count;
    }

    /// <summary>Whether a place stands in brackets.</summary>
    internal static bool IsAside(ReadText text, int at)
    {
        var (from, _) = Around(text, at);
        var depth = 0;
        for (var i = from; i < at; i++)
            depth += text.Words[i].Kind switch { WordKind.Open => 1, WordKind.Close when depth > 0 => -1, _ => 0 };
        return depth > 0;
    }
}
