namespace Rlar.Rewards.Reading;

/// <summary>Text as a reason or a message quotes it.</summary>
internal static class Quotation
{
    private const int Longest = 60;

    /// <summary>The text in quotes: one line, shortened.</summary>
    internal static string Of(string text)
    {
        var length = Math.Min(text.Length, Longest);
        if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
            length--;
        var shown = length < text.Length ? text[..length] + "..." : text;
        return $"'{shown.ReplaceLineEndings(" ")}'";
    }
}
