using System.Collections.Frozen;

namespace Rlar.Rewards.Reading.Words;

/// <summary>English words for numbers and for parts of them, without regard to case.</summary>
internal static class EnglishNumerals
{
    /// <summary>Numbers as words, up to twenty and by tens.</summary>
    internal static FrozenDictionary<string, int> Values { get; } = new[]
    {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    }.Select((word, value) => (word, value)).Concat(
    [
        ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90),
    ]).ToFrozenDictionary(w => w.Item1, w => w.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>The parts that a number may be of: two thirds.</summary>
    internal static FrozenDictionary<string, int> Parts { get; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["half"] = 2,
        ["halves"] = 2,
        ["third"] = 3,
        ["thirds"] = 3,
        ["quarter"] = 4,
        ["quarters"] = 4,
        ["fourth"] = 4,
        ["fourths"] = 4,
        ["fifth"] = 5,
        ["fifths"] = 5,
        ["sixth"] = 6,
        ["sixths"] = 6,
        ["seventh"] = 7,
        ["sevenths"] = 7,
        ["eighth"] = 8,
        ["eighths"] = 8,
        ["ninth"] = 9,
        ["ninths"] = 9,
        ["tenth"] = 10,
        ["tenths"] = 10,
        ["hundredth"] = 100,
        ["hundredths"] = 100,
        ["thousandth"] = 1000,
        ["thousandths"] = 1000,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
