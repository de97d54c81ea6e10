using System.Text;

namespace Rlar.Agents.Classification;

/// <summary>
/// The labels of tasks: at most three words, lower case. Nine are canonical; the names that data sets, papers and models give them become these,
/// and any other label stays what it is, shortened and normalised.
/// </summary>
public static class TaskLabel
{
    /// <summary>The most words of a label.</summary>
    public const int MostWords = 3;

    private const int MostLetters = 40;

    private static readonly Dictionary<string, string> s_canonical = TaskSynonyms.Rows
        .SelectMany(row => row.Names.Split('|').Append(row.Task).Select(name => (Name: name.Trim(), row.Task)))
        .DistinctBy(pair => Key(pair.Name))
        .ToDictionary(pair => Key(pair.Name), pair => pair.Task);

    /// <summary>The nine canonical tasks, in ordinal order.</summary>
    public static IReadOnlyList<string> Canonical { get; } =
        [.. TaskSynonyms.Rows.Select(row => row.Task).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The label of a name: the canonical task where the name is one of its synonyms, in any case, number and spelling of spaces.</summary>
    /// <param name="name">What somebody calls a task: "Math Word Problem", "text-to-sql", "summarization".</param>
    /// <returns>
    /// Of at most three words of letters and digits, canonical ones with a hyphen and others with single spaces between them; "" where the name has
    /// neither letters nor digits.
    /// </returns>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = Words(name);
        // "Task: math word problem (multi-step)" is found by its longest known run of words; one word alone names a task only in a short name, which
        // what is left of a long one is.
        var cut = words[..Math.Min(words.Count, MostWords)];
        return Known(words, 2) ?? Known(cut, 1) ?? string.Join(' ', cut);
    }

    /// <summary>Whether a label is one of the nine.</summary>
    /// <param name="label">A label as <see cref="Of"/> gives it.</param>
    public static bool IsCanonical(string label) => Canonical.Contains(label);

    private static string? Known(List<string> words, int shortest)
    {
        for (var length = Math.Min(words.Count, TaskSynonyms.MostWords); length >= shortest; length--)
        {
            for (var start = 0; start + length <= words.Count; start++)
            {
                if (s_canonical.TryGetValue(Key(words.GetRange(start, length)), out var task))
                    return task;
            }
        }

        return null;
    }

    private static string Key(string name) => Key(Words(name));

    private static string Key(List<string> words) => string.Join(' ', words.Select(Singular));

    // "problems" and "problem", "queries" and "query": keys only, never shown.
    private static string Singular(string word) => word switch
    {
        [.., 'i', 'e', 's'] when word.Length > 4 => word[..^3] + "y",
        [.., 's', 's'] or [.., 'u', 's'] or [.., 'i', 's'] => word,
        [.., 's'] when word.Length > 3 => word[..^1],
        _ => word,
    };

    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in name.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '+' or '#' || (word.Length > 0 && Rune.GetUnicodeCategory(rune) is
                System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark))
            {
                if (word.Length < MostLetters)
                    word.Append(Rune.ToLowerInvariant(rune));
            }
            else
            {
                End();
            }
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }
}
