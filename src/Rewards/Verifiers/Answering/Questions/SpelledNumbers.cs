using System.Collections.Frozen;

namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>Numbers in English words.</summary>
internal static class SpelledNumbers
{
    private const string Romans = " I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX ";

    private static readonly FrozenDictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> s_values = Values();

    /// <summary>A word's number, if it is one.</summary>
    internal static double? Value(ReadOnlySpan<char> word) => word.Length is > 2 and < 12 && s_values.TryGetValue(word, out var value) ? value : null;

    /// <summary>The number of a ruler, a war or a part, II to XX; one letter is none.</summary>
    internal static double? Roman(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 5)
            return null;
        var at = Romans.AsSpan().IndexOf(word, StringComparison.Ordinal);
        for (; at >= 0; at = Next(word, at + 1))
        {
            if (Romans[at - 1] == ' ' && Romans[at + word.Length] == ' ')
                return Romans.AsSpan(0, at).Count(' ');
        }

        return null;

        static int Next(ReadOnlySpan<char> word, int from)
        {
            var next = Romans.AsSpan(from).IndexOf(word, StringComparison.Ordinal);
            return next < 0 ? -1 : from + next;
        }
    }

    /// <summary>What two numbers that follow each other make: 25 of 20 and 5, 200 of 2 and 100; null where they are two.</summary>
    internal static double? Join(double first, double next) => (first, next) switch
    {
        ( >= 20 and < 100, > 0 and < 10) when first % 10 == 0 => first + next,
        (_, 100 or 1_000 or 1_000_000 or 1_000_000_000) when first > 0 && first < next => first * next,
        _ => null,
    };

    private static FrozenDictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> Values()
    {
        var values = new Dictionary<string, double>();
        Add("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 0, 1);
        Add("- first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth", 0, 1);
        Add("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10);
        Add("twentieth thirtieth fortieth fiftieth sixtieth", 20, 10);
        values.Remove("-");
        (values["hundred"], values["thousand"], values["million"], values["billion"]) = (100, 1_000, 1_000_000, 1_000_000_000);
        return values.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();

        void Add(string words, double value, double step)
        {
            foreach (var word in words.Split(' '))
            {
                values[word] = value;
                value += step;
            }
        }
    }
}
