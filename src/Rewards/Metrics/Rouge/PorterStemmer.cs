using System.Runtime.CompilerServices;

namespace Rlar.Rewards.Metrics.Rouge;

/// <summary>
/// Porter's algorithm ("An algorithm for suffix stripping", Program 14, 1980) with the departures of NLTK's default mode: a list of irregular
/// words; -ies and -ied of four letters keep the e; y becomes i after any consonant that is not the first letter; -alli is tried first and again;
/// -bli for -abli; -fulli and -logi; a stem of vowel and consonant takes an e. The stem is written over the word.
/// </summary>
internal static class PorterStemmer
{
    // The order decides: of two suffixes that a word has, the first counts.
    private static readonly (string Suffix, string Replacement)[] s_second =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"), ("entli", "ent"),
        ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"),
        ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("fulli", "ful"),
    ];

    private static readonly (string Suffix, string Replacement)[] s_third =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly (string Suffix, string Replacement)[] s_fourth =
    [
        ("al", ""), ("ance", ""), ("ence", ""), ("er", ""), ("ic", ""), ("able", ""), ("ible", ""), ("ant", ""), ("ement", ""), ("ment", ""), ("ent", ""),
        ("ion", ""), ("ou", ""), ("ism", ""), ("ate", ""), ("iti", ""), ("ous", ""), ("ive", ""), ("ize", ""),
    ];

    /// <summary>Stems a word.</summary>
    /// <param name="word">Lower-case letters and digits of ASCII, more than two; overwritten.</param>
    /// <returns>The length of the stem.</returns>
    internal static int Stem(Span<char> word)
    {
        if (Irregular(word) is { } irregular)
        {
            irregular.CopyTo(word);
            return irregular.Length;
        }

        var length = Plural(word, word.Length);
        length = PastAndProgressive(word, length);
        if (length > 2 && word[length - 1] == 'y' && IsConsonant(word, length - 2))
            word[length - 1] = 'i';
        length = DoubleSuffix(word, length);
        length = Apply(word, length, s_third, 0);
        length = Apply(word, length, s_fourth, 1);
        return Tidy(word, length);
    }

    // Step 1a.
    private static int Plural(Span<char> word, int length)
    {
        if (Ends(word, length, "ies"))
            return length == 4 ? 3 : length - 2;
        if (Ends(word, length, "sses"))
            return length - 2;
        return Ends(word, length, "s") && !Ends(word, length, "ss") ? length - 1 : length;
    }

    // Step 1b.
    private static int PastAndProgressive(Span<char> word, int length)
    {
        if (Ends(word, length, "ied"))
            return length == 4 ? 3 : length - 2;
        if (Ends(word, length, "eed"))
            return Measure(word[..(length - 3)]) > 0 ? length - 1 : length;
        var stem = Ends(word, length, "ed") ? length - 2 : Ends(word, length, "ing") ? length - 3 : -1;
        if (stem < 0 || !HasVowel(word[..stem]))
            return length;
        length = stem;
        if (Ends(word, length, "at") || Ends(word, length, "bl") || Ends(word, length, "iz"))
            return WithE(word, length);
        if (length >= 2 && word[length - 1] == word[length - 2] && IsConsonant(word, length - 1))
            return word[length - 1] is 'l' or 's' or 'z' ? length : length - 1;
        return Measure(word[..length]) == 1 && EndsShort(word, length) ? WithE(word, length) : length;
    }

    // Step 2.
    private static int DoubleSuffix(Span<char> word, int length)
    {
        if (Ends(word, length, "alli") && Measure(word[..(length - 4)]) > 0)
            length -= 2;
        if (Ends(word, length, "logi"))
            return Measure(word[..(length - 3)]) > 0 ? length - 1 : length;
        return Apply(word, length, s_second, 0);
    }

    // Step 5.
    private static int Tidy(Span<char> word, int length)
    {
        if (Ends(word, length, "e"))
        {
            var measure = Measure(word[..(length - 1)]);
            if (measure > 1 || measure == 1 && !EndsShort(word, length - 1))
                length--;
        }

        return Ends(word, length, "ll") && Measure(word[..(length - 1)]) > 1 ? length - 1 : length;
    }

    // The first rule whose suffix the word has decides, whether its condition holds or not.
    private static int Apply(Span<char> word, int length, (string Suffix, string Replacement)[] rules, int above)
    {
        var rule = FirstRule(word, length, rules);
        if (rule < 0)
            return length;
        var (suffix, replacement) = rules[rule];
        var stem = word[..(length - suffix.Length)];
        if (Measure(stem) <= above || suffix == "ion" && !(stem[^1] is 's' or 't'))
            return length;
        replacement.CopyTo(word[stem.Length..]);
        return stem.Length + replacement.Length;
    }

    private static int FirstRule(ReadOnlySpan<char> word, int length, (string Suffix, string Replacement)[] rules)
    {
        var last = word[length - 1];
        for (var rule = 0; rule < rules.Length; rule++)
        {
            var suffix = rules[rule].Suffix;
            if (suffix[^1] == last && Ends(word, length, suffix))
                return rule;
        }

        return -1;
    }

    private static int WithE(Span<char> word, int length)
    {
        word[length] = 'e';
        return length + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Ends(ReadOnlySpan<char> word, int length, string suffix) => word[..length].EndsWith(suffix, StringComparison.Ordinal);

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    // A y is a consonant at the beginning and after a vowel.
    private static bool IsConsonant(ReadOnlySpan<char> word, int at)
    {
        if (IsVowel(word[at]))
            return false;
        var first = at;
        while (first > 0 && word[first] == 'y')
            first--;
        return !IsVowel(word[first]) ^ ((at - first) % 2 == 1);
    }

    // How often consonants follow vowels: Porter's m.
    private static int Measure(ReadOnlySpan<char> stem)
    {
        var measure = 0;
        var wasConsonant = true;
        for (var i = 0; i < stem.Length; i++)
        {
            var isConsonant = stem[i] == 'y' ? i == 0 || !wasConsonant : !IsVowel(stem[i]);
            if (isConsonant && !wasConsonant)
                measure++;
            wasConsonant = isConsonant;
        }

        return measure;
    }

    private static bool HasVowel(ReadOnlySpan<char> stem)
    {
        for (var i = 0; i < stem.Length; i++)
        {
            // The first y that follows anything follows a consonant, for a vowel would have ended the search.
            if (IsVowel(stem[i]) || stem[i] == 'y' && i > 0)
                return true;
        }

        return false;
    }

    // Consonant, vowel, and a consonant that is not w, x or y; or, in NLTK, a vowel and a consonant that are the whole word.
    private static bool EndsShort(ReadOnlySpan<char> word, int length) =>
        length >= 3
            ? IsConsonant(word, length - 3) && !IsConsonant(word, length - 2) && IsConsonant(word, length - 1) && !(word[length - 1] is 'w' or 'x' or 'y')
            : length == 2 && !IsConsonant(word, 0) && IsConsonant(word, 1);

    private static string? Irregular(ReadOnlySpan<char> word) => word switch
    {
        "skies" => "sky",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        "news" => "news",
        "innings" or "inning" => "inning",
        "outings" or "outing" => "outing",
        "cannings" or "canning" => "canning",
        "howe" => "howe",
        "proceed" => "proceed",
        "exceed" => "exceed",
        "succeed" => "succeed",
        _ => null,
    };
}
