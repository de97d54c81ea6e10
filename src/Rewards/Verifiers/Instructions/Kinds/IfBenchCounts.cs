using Rlar.Rewards.Reading.Python;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>IFBench's kinds of counts and ratios (Pyatkin et al. 2025, arXiv 2507.02833; allenai/IFBench).</summary>
internal static class IfBenchCounts
{
    private static readonly string[] s_conjunctions = ["and", "but", "for", "nor", "or", "so", "yet"];

    private static readonly string[] s_names =
        ("Emma Liam Sophia Jackson Olivia Noah Ava Lucas Isabella Mason Mia Ethan Charlotte Alexander Amelia Benjamin Harper Leo Zoe Daniel Chloe Samuel Lily "
        + "Matthew Grace Owen Abigail Gabriel Ella Jacob Scarlett Nathan Victoria Elijah Layla Nicholas Audrey David Hannah Christopher Penelope Thomas Nora "
        + "Andrew Aria Joseph Claire Ryan Stella Jonathan").Split(' ');

    private static readonly HashSet<string> s_pronouns = new(
        ("i me we us you he him she her it they them my mine our ours your yours his hers "
        + "its their theirs myself ourselves yourself yourselves himself herself "
        + "itself themselves this that these those who whom whose which what whoever whomever whatever whichever anybody anyone anything everybody everyone "
        + "everything nobody nothing somebody someone something each either neither both all some any none").Split(' '),
        StringComparer.Ordinal);

    // nltk's English stop words, as \w+ cuts them: "don't" counts as don and t.
    private static readonly HashSet<string> s_stopWords = new(
        ("i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs "
        + "themselves what which who whom this that these those am is are was were be been being have has had having do does did doing a an the and but if or "
        + "because as until while of at by for with about against between into through during before after above below to from up down in out on off over "
        + "under again further then once here there when where why how all any both each few more most other some such no nor not only own same so than too "
        + "very s t can will just don should now d ll m o re ve y ain aren couldn didn doesn hadn hasn haven isn ma mightn mustn needn shan shouldn wasn weren "
        + "won wouldn").Split(' '),
        StringComparer.Ordinal);

    /// <summary>The kinds.</summary>
    internal static IReadOnlyList<InstructionKind> Kinds { get; } =
    [
        new("count:word_count_range", WordRange),
        new("count:unique_word_count", arguments => IfEvalFormats.AtLeast(arguments, "N", UniqueWords)),
        new("count:conjunctions", arguments => IfEvalFormats.AtLeast(arguments, "small_n", Conjunctions)),
        new("count:person_names", arguments => IfEvalFormats.AtLeast(arguments, "N", Names)),
        new("count:numbers", Numbers),
        new("count:punctuation", HasEveryMark),
        new("count:pronouns", arguments => IfEvalFormats.AtLeast(arguments, "N", Pronouns)),
        new("count:words_japanese", JapaneseWords),
        new("count:keywords_multiple", KeywordsMultiple),
        new("ratio:stop_words", StopWords),
        new("ratio:sentence_type", text => Ends(text) is var ends && ends.Question > 0 && ends.Period == 2 * ends.Question),
        new("ratio:sentence_balance", text => Ends(text) is var ends && ends.Period > 0 && ends.Period == ends.Question && ends.Question == ends.Exclamation),
        new("ratio:overlap", Overlap),
        new("ratio:sentence_words", HasThreeEqualSentences),
    ];

    private static Predicate<string> WordRange(InstructionArguments arguments)
    {
        var (least, most) = (arguments.Count("min_words"), arguments.Count("max_words"));
        return text => PythonWords.CountWords(text) is var count && count >= least && count <= most;
    }

    // A word that is punctuation alone is none, though the original counts one.
    private static int UniqueWords(string text) =>
        PythonText.Split(text.ToLowerInvariant()).Select(word => word.Trim(PythonText.Punctuation.ToCharArray()))
            .Where(word => word.Length > 0).Distinct(StringComparer.Ordinal).Count();

    // Spellings count apart: "And" and "and," are two.
    private static int Conjunctions(string text) => PythonText.Split(text)
        .Where(word => s_conjunctions.Contains(word.Trim(PythonText.Punctuation.ToCharArray()).ToLowerInvariant()))
        .Distinct(StringComparer.Ordinal).Count();

    private static int Names(string text)
    {
        var words = PythonWords.Words(text).ToHashSet(StringComparer.Ordinal);
        return s_names.Count(words.Contains);
    }

    private static Predicate<string> Numbers(InstructionArguments arguments)
    {
        var wanted = arguments.Count("N");
        return text => DigitRuns(PythonText.WithoutPunctuation(text)).Count == wanted;
    }

    /// <summary>re.findall(r"\d+").</summary>
    internal static List<string> DigitRuns(string text)
    {
        var runs = new List<string>();
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && char.IsDigit(text[end]))
                end++;
            if (end > start)
                runs.Add(text[start..end]);
            start = end;
        }

        return runs;
    }

    // The interrobang's own two marks do not count for the others.
    private static bool HasEveryMark(string text)
    {
        var at = text.IndexOf("?!", StringComparison.Ordinal);
        if (at < 0)
            at = text.IndexOf("!?", StringComparison.Ordinal);
        if (at < 0 && !text.Contains('‽'))
            return false;
        var rest = at < 0 ? text : text.Remove(at, 2);
        return ".,!?;:".All(rest.Contains);
    }

    private static int Pronouns(string text)
    {
        var count = 0;
        TreebankWords.Visit(
            text.ToLowerInvariant().Replace('/', ' '),
            token => count += s_pronouns.GetAlternateLookup<ReadOnlySpan<char>>().Contains(token) ? 1 : 0);
        return count;
    }

    private static Predicate<string> JapaneseWords(InstructionArguments arguments)
    {
        var every = arguments.Count("N", least: 1);
        return text =>
        {
            var words = PythonText.Split(text);
            for (var i = every - 1; i < words.Count; i += every)
            {
                var word = words[i].Trim(PythonText.Punctuation.ToCharArray());
                if (word.Length > 0 && !word.All(char.IsDigit) && !word.Any(c => c is (>= '\u3040' and <= '\u30FF') or (>= '\u4E00' and <= '\u9FFF')))
                    return false;
            }

            return true;
        };
    }

    private static Predicate<string> KeywordsMultiple(InstructionArguments arguments)
    {
        int[] times = [1, 2, 3, 5, 7];
        var keywords = Enumerable.Range(1, 5).Select(i => arguments.Stripped($"keyword{i}").ToLowerInvariant()).ToArray();
        return text => text.ToLowerInvariant() is var lower && keywords.Zip(times).All(pair => lower.AsSpan().Count(pair.First) == pair.Second);
    }

    private static Predicate<string> StopWords(InstructionArguments arguments)
    {
        var most = arguments.Number("percentage");
        return text =>
        {
            var words = PythonWords.Words(text);
            return words.Count > 0 && (double)words.Count(word => s_stopWords.Contains(word.ToLowerInvariant())) / words.Count * 100 <= most;
        };
    }

    private static (int Period, int Question, int Exclamation) Ends(string text)
    {
        var sentences = PunktSentences.Split(text);
        return (sentences.Count(s => s.EndsWith('.')), sentences.Count(s => s.EndsWith('?')), sentences.Count(s => s.EndsWith('!')));
    }

    // The trigrams are of characters, as nltk.ngrams takes the text itself for its sequence.
    private static Predicate<string> Overlap(InstructionArguments arguments)
    {
        var reference = Trigrams(arguments.Text("reference_text"));
        var percentage = arguments.Number("percentage");
        return text =>
        {
            var trigrams = Trigrams(text);
            if (trigrams.Count == 0)
                return false;
            var overlap = (double)trigrams.Count(reference.Contains) / trigrams.Count * 100;
            return overlap >= percentage - 2 && overlap <= percentage + 2;
        };
    }

    private static HashSet<(int First, int Second, int Third)> Trigrams(string text)
    {
        var trigrams = new HashSet<(int First, int Second, int Third)>();
        var (first, second) = (-1, -1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (first >= 0)
                _ = trigrams.Add((first, second, rune.Value));
            (first, second) = (second, rune.Value);
        }

        return trigrams;
    }

    // "... but using all different words", which the original does not look at.
    private static bool HasThreeEqualSentences(string text)
    {
        var sentences = PunktSentences.Split(text);
        var words = PythonWords.Words(text.ToLowerInvariant());
        return words.Count > 0 && words.Count == words.ToHashSet(StringComparer.Ordinal).Count && sentences.Count == 3 && sentences.Select(sentence =>
            PythonWords.Length(PythonText.Strip(sentence))).Distinct().Count() == 1;
    }
}
