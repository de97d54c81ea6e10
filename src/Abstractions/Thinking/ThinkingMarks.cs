using System.Collections.Frozen;

namespace Rlar.Thinking;

/// <summary>Finds the marks of <see cref="ThinkingFormats"/> in a text.</summary>
internal static class ThinkingMarks
{
    private const int LongestMark = 40;
    private const int LongestHead = 120;
    private const string Channel = "<|channel|>";
    private const string Message = "<|message|>";
    private const string Turn = "<|start|>";
    private const string TurnEnd = "<|end|>";

    private static readonly FrozenDictionary<string, (string Section, string Family)>.AlternateLookup<ReadOnlySpan<char>> s_tags =
        ThinkingFormats.Tags.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, (string Section, string Family)>.AlternateLookup<ReadOnlySpan<char>> s_brackets =
        ThinkingFormats.Brackets.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, (ThinkingMarkKind Kind, string Family)>.AlternateLookup<ReadOnlySpan<char>> s_tokens =
        ThinkingFormats.Tokens.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The first mark at a place or after it.</summary>
    internal static bool TryNext(string text, int from, out ThinkingMark mark)
    {
        while (from < text.Length)
        {
            var next = text.AsSpan(from).IndexOfAny('<', '[', '\u25C1');
            if (next < 0)
                break;
            from += next;
            if (MayBegin(text, from) && TryRead(text, from, out mark))
                return true;
            from++;
        }

        mark = default;
        return false;
    }

    /// <summary>The last mark that starts at a place or after it.</summary>
    internal static bool TryLast(string text, int from, out ThinkingMark mark)
    {
        var end = text.Length;
        while (end > from)
        {
            end = from + text.AsSpan(from, end - from).LastIndexOfAny('<', '[', '\u25C1');
            if (end < from)
                break;
            if (TryRead(text, end, out mark))
                return true;
        }

        mark = default;
        return false;
    }

    /// <summary>The mark that starts at a place.</summary>
    internal static bool TryRead(string text, int at, out ThinkingMark mark)
    {
        mark = default;
        return MayBegin(text, at) && text[at] switch
        {
            '<' => TryAngle(text, at, out mark),
            '[' => TryBracket(text, at, out mark),
            _ => TryToken(text, at, Upto(text, at, '\u25B7'), out mark),
        };
    }

    // Mathematics and programs are full of such characters: the next one tells most of them from a mark.
    private static bool MayBegin(string text, int at)
    {
        if (at + 1 >= text.Length)
            return false;
        var next = text[at + 1];
        return text[at] switch
        {
            '<' => char.IsAsciiLetter(next) || next is '/' or '|' or ' ' or '\n' or '\r' or '\t',
            '[' => next is '/' or 'T' or 't' or 'B' or 'b' or 'U' or 'u',
            '\u25C1' => next is '/' or 't',
            _ => false,
        };
    }

    private static bool TryAngle(string text, int at, out ThinkingMark mark)
    {
        mark = default;
        var end = Upto(text, at, '>');
        return end > 0
            && (TryToken(text, at, end, out mark)
                || (text[at + 1] == '|' ? TryPair(text, at, end, out mark) || TryChannel(text, at, end, out mark)
                    : TryNamed(s_tags, text, at, end, out mark)));
    }

    private static bool TryBracket(string text, int at, out ThinkingMark mark)
    {
        mark = default;
        var end = Upto(text, at, ']');
        return end > 0 && (TryToken(text, at, end, out mark) || TryNamed(s_brackets, text, at, end, out mark));
    }

    // Behind the character that ends a mark; 0 where none does.
    private static int Upto(string text, int at, char last)
    {
        var length = text.AsSpan(at, Math.Min(LongestMark, text.Length - at)).IndexOf(last) + 1;
        return length == 0 ? 0 : at + length;
    }

    private static bool TryToken(string text, int at, int end, out ThinkingMark mark)
    {
        mark = default;
        if (end <= at || !s_tokens.TryGetValue(text.AsSpan(at, end - at), out var does))
            return false;
        mark = new ThinkingMark(does.Kind, ThinkingFormats.Thoughts, does.Family, Head(text, at), at, end, IsToken: true);
        return true;
    }

    private static bool TryNamed(
        FrozenDictionary<string, (string Section, string Family)>.AlternateLookup<ReadOnlySpan<char>> names,
        string text, int at, int end, out ThinkingMark mark)
    {
        mark = default;
        var name = text.AsSpan(at + 1, end - at - 2).Trim();
        var closes = name.Length > 0 && name[0] == '/';
        if (closes)
            name = name[1..].TrimStart();
        if (name.Length == 0 || !names.TryGetValue(name, out var tag))
            return false;
        mark = new ThinkingMark(closes ? ThinkingMarkKind.Closes : ThinkingMarkKind.Opens, tag.Section, tag.Family, at, at, end, IsToken: false);
        return true;
    }

    private static bool TryPair(string text, int at, int end, out ThinkingMark mark)
    {
        mark = default;
        foreach (var (token, follows, kind, family) in ThinkingFormats.Pairs)
        {
            if (!text.AsSpan(at).StartsWith(token, StringComparison.Ordinal) || !text.AsSpan(end).StartsWith(follows, StringComparison.Ordinal))
                continue;
            mark = new ThinkingMark(kind, ThinkingFormats.Thoughts, family, at, at, end + follows.Length, IsToken: true);
            return true;
        }

        return false;
    }

    // gpt-oss: <|channel|>analysis<|message|> thinks, <|channel|>final<|message|> answers, and commentary calls a tool or says what will be done,
    // which is no answer either.
    private static bool TryChannel(string text, int at, int end, out ThinkingMark mark)
    {
        mark = default;
        if (!text.AsSpan(at).StartsWith(Channel, StringComparison.Ordinal))
            return false;
        var rest = text.AsSpan(end, Math.Min(LongestHead, text.Length - end));
        var length = rest.IndexOf(Message, StringComparison.Ordinal);
        var name = length < 0 ? rest : rest[..length];
        var start = Head(text, at);
        var calls = name.Contains("to=", StringComparison.Ordinal) || text.AsSpan(start, at - start).Contains("to=", StringComparison.Ordinal);
        var kind = name.StartsWith(ThinkingFormats.FinalChannel, StringComparison.Ordinal) ? ThinkingMarkKind.Answers
            : calls && !name.StartsWith(ThinkingFormats.AnalysisChannel, StringComparison.Ordinal) ? ThinkingMarkKind.Calls
            : ThinkingMarkKind.Opens;
        var after = length < 0 ? end : end + length + Message.Length;
        mark = new ThinkingMark(kind, ThinkingFormats.Thoughts, ThinkingFormats.Harmony, start, at, after, IsToken: true);
        return true;
    }

    // Where the head of the turn begins that a mark ends: <|end|><|start|>assistant<|channel|>…, <|end|><|begin|>assistant<|content|>.
    private static int Head(string text, int at)
    {
        var before = text.AsSpan(Math.Max(0, at - LongestHead), Math.Min(at, LongestHead));
        var open = before.LastIndexOf("<|", StringComparison.Ordinal);
        if (open < 0)
            return at;
        var head = before[open..];
        if (!head.StartsWith(Turn, StringComparison.Ordinal) && !head.StartsWith("<|begin|>", StringComparison.Ordinal))
            return at;
        var start = at - head.Length;
        return text.AsSpan(0, start).EndsWith(TurnEnd, StringComparison.Ordinal) ? start - TurnEnd.Length : start;
    }
}
