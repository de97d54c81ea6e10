namespace Rlar.Rewards.Reading.Language;

/// <summary>
/// Tells in what language a text is. IFEval asks the Python package langdetect (Shuyo 2010, naive Bayes over character n-grams); this decides by
/// the script, and within a script by frequent words and letters, over profiles written for RLAR. It draws no random numbers, which langdetect
/// does, and reads as much of a text as langdetect: the first 10,000 characters.
/// </summary>
public static class LanguageDetector
{
    private const int Longest = 10_000;
    private const string NotTold = "unknown";

    // So few words are in the language that most of a script's readers speak, where nothing says otherwise.
    private const int ShortText = 30;
    private static readonly WordEvidence s_latin = new(LatinProfiles.All);
    private static readonly ShortEvidence s_shortLatin = new(ShortWords.Latin, LatinProfiles.All);
    private static readonly ShortEvidence s_shortCyrillic = new(ShortWords.Cyrillic, []);
    private static readonly WordEvidence s_devanagari = new(OtherProfiles.Devanagari);
    private static readonly WordEvidence s_arabic = new(OtherProfiles.Arabic);

    // Scripts that one language has, by the first and last character of their block.
    private static readonly (char First, char Last, string Code)[] s_scripts =
    [
        ('\u0980', '\u09FF', "bn"), ('\u0A00', '\u0A7F', "pa"), ('\u0A80', '\u0AFF', "gu"), ('\u0B80', '\u0BFF', "ta"), ('\u0C00', '\u0C7F', "te"),
        ('\u0C80', '\u0CFF', "kn"), ('\u0D00', '\u0D7F', "ml"), ('\u0E00', '\u0E7F', "th"), ('\u0590', '\u05FF', "he"), ('\u0370', '\u03FF', "el"),
        ('\uAC00', '\uD7A3', "ko"), ('\u3040', '\u30FF', "ja"), ('\u4E00', '\u9FFF', "zh-cn"), ('\u0900', '\u097F', "hi"), ('\u0600', '\u06FF', "ar"),
        ('\u0400', '\u04FF', "ru"),
    ];

    // The ends of English words that no function word gives away.
    private static readonly string[] s_englishEnds = ["ing", "tion", "tions", "ical", "ics", "ness", "ful", "less", "ist", "ment", "ous", "ship", "able"];

    /// <summary>The codes that can be found, in order.</summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        .. LatinProfiles.All.Select(profile => profile.Code)
            .Concat(OtherProfiles.Devanagari.Select(profile => profile.Code)).Concat(OtherProfiles.Arabic.Select(profile => profile.Code))
            .Concat(OtherProfiles.Cyrillic.Select(table => table.Code))
            .Concat(s_scripts.Select(script => script.Code))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a code can be found.</summary>
    public static bool Knows(string code) => Languages.Contains(code);

    /// <summary>Whether a text is English, or holds no letter, which langdetect fails on and IFEval then counts as followed.</summary>
    internal static bool IsEnglishOrUnknowable(string text) => Detect(text) is not { } code || code == "en";

    /// <summary>The code of the language; "unknown" where nothing tells; null where the text has no letter of a script that is known.</summary>
    public static string? Detect(string text)
    {
        var sample = Sample(text);
        Span<int> counts = stackalloc int[s_scripts.Length];
        counts.Clear();
        var (latin, ascii) = (0, 0);
        foreach (var c in sample)
        {
            if (c < '\u0370' || c is >= '\u1E00' and <= '\u1EFF')
            {
                latin += char.IsLetter(c) ? 1 : 0;
                ascii += char.IsAsciiLetter(c) ? 1 : 0;
                continue;
            }

            for (var i = 0; i < s_scripts.Length; i++)
                counts[i] += c >= s_scripts[i].First && c <= s_scripts[i].Last ? 1 : 0;
        }

        var other = 0;
        var most = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            other += counts[i];
            most = counts[i] > counts[most] ? i : most;
        }

        if (latin + other == 0)
            return null;
        return ascii * 2 < other || counts[most] > latin ? InScript(s_scripts[most].Code, sample, counts) : Latin(sample);
    }

    private static ReadOnlySpan<char> Sample(string text)
    {
        var sample = text.AsSpan(0, Math.Min(text.Length, Longest));
        var lower = new char[sample.Length];
        var length = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            // Addresses are in no language.
            if (sample[i] == 'h' && (sample[i..].StartsWith("http://") || sample[i..].StartsWith("https://")))
            {
                while (i < sample.Length && !char.IsWhiteSpace(sample[i]))
                    i++;
                lower[length++] = ' ';
                continue;
            }

            lower[length++] = char.ToLowerInvariant(sample[i]);
        }

        return lower.AsSpan(0, length);
    }

    private static string InScript(string code, ReadOnlySpan<char> sample, ReadOnlySpan<int> counts) => code switch
    {
        "hi" => s_devanagari.Best(sample) ?? (sample.Length <= ShortText ? code : NotTold),
        "ar" => s_arabic.Best(sample) ?? code,
        "ru" => CyrillicLetters.Own(sample) ?? s_shortCyrillic.Best(sample) ?? CyrillicLetters.Best(sample),
        "zh-cn" when counts[Index("ja")] * 20 > counts[Index("zh-cn")] => "ja",
        _ => code,
    };

    private static int Index(string code) => Array.FindIndex(s_scripts, script => script.Code == code);

    // No language writes words of more than forty letters; a text that is mostly such a word is a run of one letter.
    private static int LettersOfLongWords(ReadOnlySpan<char> sample)
    {
        const int longest = 40;
        var (letters, run) = (0, 0);
        foreach (var c in sample)
        {
            run = char.IsLetter(c) ? run + 1 : 0;
            letters += run > longest ? 1 : 0;
        }

        return letters;
    }

    private static string Latin(ReadOnlySpan<char> sample)
    {
        if (LettersOfLongWords(sample) * 2 > sample.Length)
            return NotTold;
        if (s_shortLatin.Best(sample) is { } told)
            return told;
        if (s_latin.Best(sample) is { } code)
            return code;
        var ends = 0;
        foreach (var range in sample.SplitAny(" \n\t,.;:!?"))
        {
            var word = sample[range];
            foreach (var end in s_englishEnds)
                ends += word.Length > end.Length + 2 && word.EndsWith(end) ? 1 : 0;
        }

        return ends >= 2 ? "en" : NotTold;
    }
}
