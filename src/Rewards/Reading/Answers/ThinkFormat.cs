namespace Rlar.Rewards.Reading.Answers;

/// <summary>
/// The format that a model trained to think in tags has: it opens its thinking with the first character, opens it once, and closes it. The
/// tools that ask for it differ in how often it may be closed. <see cref="ThinkingSection"/> reads an answer whatever its format.
/// </summary>
internal sealed class ThinkFormat
{
    /// <summary>The tag that opens the thinking.</summary>
    internal const string Open = "<think>";

    /// <summary>The tag that closes it.</summary>
    internal const string Close = "</think>";

    private readonly bool _closesOnce;

    private ThinkFormat(bool closesOnce) => _closesOnce = closesOnce;

    /// <summary>Closed exactly once.</summary>
    internal static ThinkFormat ClosedOnce { get; } = new(closesOnce: true);

    /// <summary>Closed at least once: TRL's ^&lt;think&gt;(?!.*&lt;think&gt;)(.*?)&lt;/think&gt;.*$.</summary>
    internal static ThinkFormat Closed { get; } = new(closesOnce: false);

    /// <summary>Whether a completion has the format; in one pass.</summary>
    internal bool IsFormatOf(string text)
    {
        if (!text.StartsWith(Open, StringComparison.Ordinal) || text.IndexOf(Open, Open.Length, StringComparison.Ordinal) >= 0)
            return false;
        var close = text.IndexOf(Close, StringComparison.Ordinal);
        return close >= 0 && !(_closesOnce && text.IndexOf(Close, close + Close.Length, StringComparison.Ordinal) >= 0);
    }
}
