namespace Rlar.Server.Dialects;

/// <summary>A conversation that a chat template has made one text of, taken apart again.</summary>
/// <param name="Prompt">The messages before the answer, possibly none.</param>
/// <param name="Completion">The last answer, without the tokens that end it.</param>
internal sealed record TemplatedChat(IReadOnlyList<Message> Prompt, string Completion)
{
    // Close: what ends a turn. Heads: what begins one, with whose it is; an answer's head may follow a user's turn at once where IsInline.
    private static readonly (string Close, bool IsInline, (string Head, string Role)[] Heads)[] s_families =
    [
        ("<|im_end|>", false,
            [("<|im_start|>system\n", "system"), ("<|im_start|>user\n", "user"), ("<|im_start|>assistant\n", "assistant"), ("<|im_start|>tool\n", "tool")]),
        ("<|eot_id|>", false,
            [
                ("<|start_header_id|>system<|end_header_id|>\n\n", "system"), ("<|start_header_id|>user<|end_header_id|>\n\n", "user"),
                ("<|start_header_id|>assistant<|end_header_id|>\n\n", "assistant"), ("<|start_header_id|>ipython<|end_header_id|>\n\n", "tool"),
            ]),
        ("<end_of_turn>", false, [("<start_of_turn>user\n", "user"), ("<start_of_turn>model\n", "assistant")]),
        ("<\uFF5Cend\u2581of\u2581sentence\uFF5C>", true, [("<\uFF5CUser\uFF5C>", "user"), ("<\uFF5CAssistant\uFF5C>", "assistant")]),
        ("<|end|>", false, [("<|system|>\n", "system"), ("<|user|>\n", "user"), ("<|assistant|>\n", "assistant")]),
        ("</s>", true, [("[INST]", "user"), ("[/INST]", "assistant")]),
    ];

    private static readonly string[] s_begins = ["<|begin_of_text|>", "<bos>", "<s>", "<\uFF5Cbegin\u2581of\u2581sentence\uFF5C>"];

    /// <summary>Reads a text; null where it is of no template that is known, or its last turn is not the model's.</summary>
    /// <param name="text">The text.</param>
    /// <remarks>
    /// A head counts where a template writes one: at the beginning, or behind what ended the turn before. One in the middle of an answer is what the
    /// answer says: a model that writes another turn by itself does not get that one judged.
    /// </remarks>
    internal static TemplatedChat? Read(string text)
    {
        var begin = Begin(text);
        foreach (var family in s_families)
        {
            if (HeadAt(family.Heads, text, begin) is not { } first)
                continue;
            var turns = new List<Message>();
            for (var (at, head) = (begin, first); ;)
            {
                var start = at + head.Head.Length;
                (at, var next) = Next(text, start, family.Close, family.IsInline && head.Role == "user" ? family.Heads[^1] : null, family.Heads);
                turns.Add(new Message(head.Role, Said(text[start..at], family.Close)));
                if (next is not { } following)
                    return head.Role == "assistant" ? new TemplatedChat(turns[..^1], QueryText.WithoutEnd(turns[^1].Content, 0)) : null;
                head = following;
            }
        }

        return null;
    }

    private static int Begin(string text)
    {
        var begin = 0;
        while (true)
        {
            begin += text.AsSpan(begin).Length - text.AsSpan(begin).TrimStart().Length;
            if (Array.Find(s_begins, mark => text.AsSpan(begin).StartsWith(mark, StringComparison.Ordinal)) is not { } found)
                return begin;
            begin += found.Length;
        }
    }

    private static (string Head, string Role)? HeadAt((string Head, string Role)[] heads, string text, int at)
    {
        foreach (var head in heads)
        {
            if (text.AsSpan(at).StartsWith(head.Head, StringComparison.Ordinal))
                return head;
        }

        return null;
    }

    private static (int At, (string Head, string Role)? Head) Next(
        string text, int from, string close, (string Head, string Role)? inline, (string Head, string Role)[] heads)
    {
        var answer = inline is { } own ? text.IndexOf(own.Head, from, StringComparison.Ordinal) : -1;
        for (var at = from; (at = text.IndexOf(close, at, StringComparison.Ordinal)) >= 0;)
        {
            at += close.Length;
            if (answer >= 0 && answer < at)
                break;
            at += text.AsSpan(at).Length - text.AsSpan(at).TrimStart().Length;
            if (HeadAt(heads, text, at) is { } head)
                return (at, head);
        }

        return answer >= 0 ? (answer, inline) : (text.Length, null);
    }

    // Templates trim what stands between the marks of a turn.
    private static string Said(string turn, string close)
    {
        var said = turn.AsSpan().TrimEnd();
        return (said.EndsWith(close, StringComparison.Ordinal) ? said[..^close.Length] : said).Trim().ToString();
    }
}
