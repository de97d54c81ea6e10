namespace Rlar.Agents.Asking;

/// <summary>Untrusted text inside a prompt: between tags that it cannot close.</summary>
internal static class Fenced
{
    private const int Longest = 4000;

    /// <summary>The text between tags, its own angle brackets made square, and cut at 4,000 characters.</summary>
    internal static string Text(string tag, string text)
    {
        var cut = text.Length > Longest ? text[..Longest] + "…" : text;
        return $"<{tag}>\n{cut.Replace('<', '[').Replace('>', ']')}\n</{tag}>";
    }
}
