using System.Collections.Frozen;

namespace Rlar.Agents.Classification;

/// <summary>
/// Words that point to a task, as ideas that are the same in every language (cues.txt): what a head learns of "translate" in English it knows of
/// "übersetze", 翻译 and "переведи".
/// </summary>
internal sealed class PromptCues
{
    private const int ShortestStem = 2;
    private readonly FrozenDictionary<string, int[]> _words;
    private readonly FrozenDictionary<string, int[]> _stems;
    private readonly FrozenDictionary<string, int[]> _unspaced;
    private readonly int _longestStem;
    private readonly int _longestUnspaced;
    private readonly int _longestPhrase;

    private PromptCues(IReadOnlyList<string> names, IEnumerable<(string Word, int Cue)> words)
    {
        Names = names;
        var all = words.Distinct().ToLookup(pair => pair.Word.Any(Words.IsUnspaced) ? 2 : pair.Word.EndsWith('*') ? 1 : 0);
        (_words, _stems, _unspaced) = (Table(all[0]), Table(all[1].Select(pair => (pair.Word.TrimEnd('*'), pair.Cue))), Table(all[2]));
        _longestStem = _stems.Keys.Max(stem => stem.Length);
        _longestUnspaced = _unspaced.Keys.Max(word => word.Length);
        _longestPhrase = _words.Keys.Concat(_stems.Keys).Max(word => word.Count(letter => letter == '_')) + 1;
    }

    /// <summary>The cues that RLAR comes with.</summary>
    internal static PromptCues BuiltIn { get; } = Read();

    /// <summary>The cues' names, in the file's order.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>The cues of a text in the order of its words, one each time it is there: its index in <see cref="Names"/>.</summary>
    internal List<int> Of(IReadOnlyList<string> words)
    {
        var found = new List<int>();
        for (var start = 0; start < words.Count; start++)
        {
            if (words[start] is [var first] && Words.IsUnspaced(first))
                Unspaced(words, start, found);
            else
                Spaced(words, start, found);
        }

        return found;
    }

    private void Spaced(IReadOnlyList<string> words, int start, List<int> found)
    {
        var phrase = words[start];
        for (var length = 1; ; length++)
        {
            if (_words.TryGetValue(phrase, out var cues))
                found.AddRange(cues);
            for (var letters = Math.Min(phrase.Length, _longestStem); letters >= ShortestStem; letters--)
            {
                if (_stems.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(phrase.AsSpan(0, letters), out cues))
                {
                    found.AddRange(cues.Except(found.TakeLast(1)));
                    break;
                }
            }

            if (length == _longestPhrase || start + length >= words.Count)
                return;
            phrase = $"{phrase}_{words[start + length]}";
        }
    }

    private void Unspaced(IReadOnlyList<string> words, int start, List<int> found)
    {
        var text = "";
        for (var at = start; at < Math.Min(words.Count, start + _longestUnspaced) && words[at] is [var letter] && Words.IsUnspaced(letter); at++)
        {
            text += letter;
            if (_unspaced.TryGetValue(text, out var cues))
                found.AddRange(cues);
        }
    }

    private static FrozenDictionary<string, int[]> Table(IEnumerable<(string Word, int Cue)> words) =>
        words.Distinct().GroupBy(pair => pair.Word, pair => pair.Cue).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    private static PromptCues Read()
    {
        using var stream = typeof(PromptCues).Assembly.GetManifestResourceStream("cues.txt")!;
        using var text = new StreamReader(stream);
        var names = new List<string>();
        var words = new List<(string, int)>();
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            names.Add(line[..colon]);
            words.AddRange(line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => (string.Concat(word.Select(Words.Folded)), names.Count - 1)));
        }

        return new PromptCues(names, words);
    }
}
