namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Numbers in English words, and Roman ones.</summary>
internal static class SpelledNumbers
{
    private static readonly string[] s_romans =
        ["II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"];

    /// <summary>The number of a ruler, a war or a part, II to XX; one letter is none.</summary>
    internal static double? Roman(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 5 || word[0] is not ('I' or 'V' or 'X') || word[1] is not ('I' or 'V' or 'X'))
            return null;
        for (var i = 0; i < s_romans.Length; i++)
        {
            if (word.SequenceEqual(s_romans[i]))
                return i + 2;
        }

        return null;
    }

    /// <summary>What two numbers that follow each other make: 25 of 20 and 5, 200 of 2 and 100; null where they are two.</summary>
    internal static double? Join(double first, double next) => (first, next) switch
    {
        ( >= 20 and < 100, > 0 and < 10) when first % 10 == 0 => first + next,
        ( >= 100, > 0 and < 100) when first % 100 == 0 => first + next,
        (_, 100 or 1_000 or 1_000_000 or 1_000_000_000) when first > 0 && first < next => first * next,
        _ => null,
    };

    /// <summary>The words and their numbers.</summary>
    internal static IEnumerable<(string Word, double Value)> All() =>
    [
        .. Row("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 0, 1),
        .. Row("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth", 1, 1),
        .. Row("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
        .. Row("twentieth thirtieth fortieth fiftieth sixtieth", 20, 10),
        ("hundred", 100),
        ("thousand", 1_000),
        ("million", 1_000_000),
        ("billion", 1_000_000_000),
    ];

    private static IEnumerable<(string Word, double Value)> Row(string words, double first, double step) =>
        words.Split(' ').Select((word, i) => (word, first + (i * step)));
}
