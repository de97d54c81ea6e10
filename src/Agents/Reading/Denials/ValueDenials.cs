namespace Rlar.Agents.Reading.Denials;

/// <summary>What a sentence says around a value that makes it no answer: that it is not the one, a bound of it, or a case.</summary>
internal static partial class ValueDenials
{
    /// <summary>Whether what stands between the last other value, or the sentence's beginning, and this one denies or bounds it.</summary>
    internal static bool Before(ReadOnlySpan<char> before) => Negation().IsMatch(before) || Bound().IsMatch(before);

    /// <summary>Whether a sentence begins by denying what it goes on to say.</summary>
    internal static bool Negates(ReadOnlySpan<char> before) => Negation().IsMatch(before);

    /// <summary>Whether what follows the value takes it back.</summary>
    internal static bool After(ReadOnlySpan<char> after) => Refuted().IsMatch(after);

    /// <summary>Whether the text behind an answer begins by withdrawing it.</summary>
    internal static bool Withdraws(ReadOnlySpan<char> next) => Withdrawal().IsMatch(next);

    /// <summary>Whether a sentence gives its answer for a case, or as one of several.</summary>
    internal static bool Hedges(ReadOnlySpan<char> rest) => Hedge().IsMatch(rest);

    /// <summary>Whether a sentence only supposes what it says.</summary>
    internal static bool Supposes(ReadOnlySpan<char> before) => Supposition().IsMatch(before);
}
