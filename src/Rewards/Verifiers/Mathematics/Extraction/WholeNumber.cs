using System.Globalization;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

/// <summary>Answers that are nothing but digits, which most are, and which need no reader.</summary>
internal static class WholeNumber
{
    // More digits are left to exact arithmetic.
    private const int MostDigits = 18;

    /// <summary>The number, where the text is 1 to 18 digits and nothing else.</summary>
    internal static long? Of(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MostDigits && text.IndexOfAnyExceptInRange('0', '9') < 0
            ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
}
