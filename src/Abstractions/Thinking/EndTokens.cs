namespace Rlar.Thinking;

/// <summary>The tokens that end a turn: &lt;|im_end|&gt;, &lt;|eot_id|&gt;, DeepSeek's with wide bars, &lt;/s&gt; and their kin.</summary>
internal static class EndTokens
{
    private const int LongestToken = 40;

    private static readonly string[] s_others =
    [
        "</s>", "<eos>", "<end_of_turn>", "<turn|>", "<pad>", "<EOT>", "[EOS]", "[|endofturn|]", "[e~[", "<seed:eos>", "<eod>",
    ];

    /// <summary>Where a text ends without the tokens at its end; the end itself where there are none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">Where it ends with them.</param>
    internal static int Trimmed(string text, int end)
    {
        while (true)
        {
            var left = text.AsSpan(0, end).TrimEnd();
            var token = left.Length > 0 && left[^1] is '>' or ']' or '[' ? Token(left) : 0;
            if (token == 0)
                return end;
            end = left.Length - token;
        }
    }

    private static int Token(ReadOnlySpan<char> text)
    {
        foreach (var ending in s_others)
        {
            // HTML strikes a text out with <s> and </s>.
            if (text.EndsWith(ending, StringComparison.Ordinal) && !(ending == "</s>" && text.Contains("<s>", StringComparison.Ordinal)))
                return ending.Length;
        }

        if (text.Length < 5 || text[^1] != '>' || text[^2] is not ('|' or '\uFF5C'))
            return 0;
        var tail = text[^Math.Min(LongestToken, text.Length)..];
        var open = tail.LastIndexOf('<');
        if (open < 0 || tail.Length - open < 5 || tail[open + 1] != tail[^2])
            return 0;
        var name = tail[(open + 2)..^2];
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '\u2581'))
                return 0;
        }

        // A speaker's mark begins a turn. The others close what an answer or a call stands in; <|call|> ends a turn, but a reader of calls looks for it.
        var isPart = name is "end_of_box" or "end_of_solution" or "call" or "END_RESPONSE" or "END_TEXT" or "END_ACTION" or "END_THINKING" or "sep"
            || name.Contains("tool", StringComparison.OrdinalIgnoreCase)
            || name.Equals("assistant", StringComparison.OrdinalIgnoreCase) || name.Equals("user", StringComparison.OrdinalIgnoreCase);
        return isPart ? 0 : tail.Length - open;
    }
}
