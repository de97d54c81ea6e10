using System.Text;

namespace Rlar.Inference.Templates.Jinja;

/// <summary>
/// A text of a template at work, with the turn whose content each character comes from. Whatever a template does to a content, its characters stay
/// a content's: joined, cut, trimmed, replaced or escaped.
/// </summary>
internal sealed class JinjaText : IEquatable<JinjaText>
{
    // Null where all is the template's own.
    private readonly int[]? _turns;

    private JinjaText(string value, int[]? turns) => (Value, _turns) = (value, turns);

    /// <summary>No characters.</summary>
    internal static JinjaText Empty { get; } = new("", null);

    /// <summary>The characters.</summary>
    internal string Value { get; }

    /// <summary>How many code points, as Python counts.</summary>
    internal int Length => Value.Length - Value.Count(char.IsLowSurrogate);

    /// <summary>A text of the template.</summary>
    internal static JinjaText Of(string value) => value.Length == 0 ? Empty : new JinjaText(value, null);

    /// <summary>The content of a turn.</summary>
    internal static JinjaText Of(string content, int turn)
    {
        if (content.Length == 0)
            return Empty;
        var turns = new int[content.Length];
        Array.Fill(turns, turn);
        return new JinjaText(content, turns);
    }

    /// <summary>Several as one.</summary>
    internal static JinjaText Join(IReadOnlyCollection<JinjaText> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            _ = text.Append(part.Value);
        if (text.Length == 0)
            return Empty;
        if (parts.All(part => part._turns is null))
            return new JinjaText(text.ToString(), null);
        var turns = new int[text.Length];
        var at = 0;
        foreach (var part in parts)
        {
            if (part._turns is null)
                Array.Fill(turns, ChatPiece.Template, at, part.Value.Length);
            else
                part._turns.CopyTo(turns, at);
            at += part.Value.Length;
        }

        return new JinjaText(text.ToString(), turns);
    }

    /// <summary>A part, in UTF-16 units.</summary>
    internal JinjaText Slice(int start, int length)
    {
        if (length <= 0)
            return Empty;
        return length == Value.Length ? this : new JinjaText(Value.Substring(start, length), _turns?.AsSpan(start, length).ToArray());
    }

    /// <summary>The code points, each a text.</summary>
    internal List<JinjaText> Points()
    {
        var points = new List<JinjaText>(Value.Length);
        for (var at = 0; at < Value.Length;)
        {
            var length = char.IsSurrogatePair(Value, at) ? 2 : 1;
            points.Add(Slice(at, length));
            at += length;
        }

        return points;
    }

    /// <summary>The same with each character written anew, such as escaped.</summary>
    internal JinjaText Map(Func<char, string?> written)
    {
        StringBuilder? text = null;
        List<int>? turns = null;
        for (var at = 0; at < Value.Length; at++)
        {
            var other = written(Value[at]);
            if (other is not null && text is null)
                (text, turns) = (new StringBuilder(Value, 0, at, Value.Length + 16), _turns is null ? null : [.. _turns[..at]]);
            if (text is null)
                continue;
            _ = other is null ? text.Append(Value[at]) : text.Append(other);
            turns?.AddRange(Enumerable.Repeat(_turns![at], other?.Length ?? 1));
        }

        return text is null ? this : new JinjaText(text.ToString(), turns?.ToArray());
    }

    /// <summary>The parts between <paramref name="separator"/>; at most <paramref name="most"/> cuts, all where negative.</summary>
    internal List<object?> Split(string separator, int most, bool fromEnd)
    {
        var cuts = new List<int>();
        if (fromEnd)
        {
            for (var end = Value.Length; cuts.Count != most && end >= separator.Length;)
            {
                var at = Value.AsSpan(0, end).LastIndexOf(separator, StringComparison.Ordinal);
                if (at < 0)
                    break;
                cuts.Add(at);
                end = at;
            }

            cuts.Reverse();
        }
        else
        {
            for (var at = Find(separator, 0); at >= 0 && cuts.Count != most; at = Find(separator, at + separator.Length))
                cuts.Add(at);
        }

        var parts = new List<object?>(cuts.Count + 1);
        var start = 0;
        foreach (var cut in cuts)
        {
            parts.Add(Slice(start, cut - start));
            start = cut + separator.Length;
        }

        parts.Add(Slice(start, Value.Length - start));
        return parts;
    }

    /// <summary>The same with <paramref name="old"/> replaced; at most <paramref name="most"/> times, all where negative.</summary>
    internal JinjaText Replace(JinjaText old, JinjaText by, int most)
    {
        if (old.Value.Length == 0)
            throw JinjaException.Unknown("replace of an empty text");
        var parts = Split(old.Value, most, fromEnd: false).Cast<JinjaText>().ToList();
        return parts.Count == 1 ? this : Join([.. parts.SelectMany((part, index) => index == 0 ? new[] { part } : [by, part])]);
    }

    /// <summary>The same without <paramref name="characters"/> (white space as Python has it where null) at its ends.</summary>
    internal JinjaText Strip(string? characters, bool start, bool end)
    {
        bool Goes(char character) => characters is null ? IsSpace(character) : characters.Contains(character);
        var (from, to) = (0, Value.Length);
        while (start && from < to && Goes(Value[from]))
            from++;
        while (end && to > from && Goes(Value[to - 1]))
            to--;
        return Slice(from, to - from);
    }

    /// <summary>Whether Python counts it as white space.</summary>
    internal static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\x1c' and <= '\x1f';

    /// <summary>Adds the pieces of a conversation that it is made of.</summary>
    internal void AddTo(List<ChatPiece> pieces)
    {
        for (var at = 0; at < Value.Length;)
        {
            var turn = _turns?[at] ?? ChatPiece.Template;
            var end = at + 1;
            while (end < Value.Length && (_turns?[end] ?? ChatPiece.Template) == turn)
                end++;
            pieces.Add(new ChatPiece(Value[at..end], turn));
            at = end;
        }
    }

    /// <inheritdoc/>
    public bool Equals(JinjaText? other) => other is not null && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JinjaText);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Value;

    private int Find(string text, int from) => from > Value.Length ? -1 : Value.IndexOf(text, from, StringComparison.Ordinal);
}
