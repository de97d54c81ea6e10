using System.Globalization;
using System.Text;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>
/// The regular expressions of JSON Schema as grammars of what stands between a JSON string's quotes: literals, classes, groups, alternatives and
/// counts. The whole text must match where it is anchored; what is not anchored may have any text around it.
/// </summary>
/// <param name="pattern">The expression.</param>
/// <param name="node">Where it is.</param>
internal sealed class PatternGrammar(string pattern, SchemaNode node)
{
    private const int MostNested = 50;
    // Everything that stands for itself in a JSON string.
    private const string Anything = "[^\"\\\\\\x00-\\x1F]*";
    private int _at;

    private char Here => _at < pattern.Length ? pattern[_at] : '\0';

    /// <summary>The grammar.</summary>
    /// <exception cref="InferenceException">The expression says more than a grammar can.</exception>
    internal string Write()
    {
        // An anchor in one of several alternatives holds for that one.
        var alternatives = new List<string>();
        do
        {
            var start = Here == '^';
            if (start)
                _at++;
            var sequence = Sequence(0);
            var end = Here == '$' && (_at + 1 == pattern.Length || pattern[_at + 1] == '|');
            if (end)
                _at++;
            alternatives.Add($"{(start ? "" : Anything)} {sequence} {(end ? "" : Anything)}");
        }
        while (Here == '|' && ++_at > 0);
        return _at == pattern.Length ? $"( {string.Join(" | ", alternatives)} )" : throw Refused($"'{Here}' at {_at}");
    }

    private string Alternatives(int depth)
    {
        if (depth > MostNested)
            throw Refused("so many nested groups");
        var alternatives = new List<string> { Sequence(depth) };
        while (Here == '|')
        {
            _at++;
            alternatives.Add(Sequence(depth));
        }

        return string.Join(" | ", alternatives);
    }

    private string Sequence(int depth)
    {
        var text = new StringBuilder("\"\"");
        while (_at < pattern.Length && Here is not '|' and not ')' and not '$')
            _ = text.Append(' ').Append(Item(depth)).Append(Times());
        return text.ToString();
    }

    private string Item(int depth)
    {
        switch (Here)
        {
            case '(':
                _at++;
                if (Here == '?')
                {
                    if (!pattern.AsSpan(_at).StartsWith("?:"))
                        throw Refused("what '(?' begins");
                    _at += 2;
                }

                var inside = Alternatives(depth + 1);
                if (Here != ')')
                    throw Refused(Here == '$' ? "'$' in a group" : "a group without ')'");
                _at++;
                return $"( {inside} )";
            case '[':
                return Class();
            case '.':
                _at++;
                return Json([(0, '\t'), (0xB, 0xC), (0xE, 0x2027), (0x202A, CharSet.Last)]);
            case '*' or '+' or '?' or '{' or '^':
                throw Refused($"'{Here}' at {_at}");
            case '\\':
                return Json(Escape());
            default:
                return Json([Point()]);
        }
    }

    private string Class()
    {
        _at++;
        var negated = Here == '^';
        if (negated)
            _at++;
        var ranges = new List<(int, int)>();
        while (Here != ']')
        {
            if (_at >= pattern.Length)
                throw Refused("a class without ']'");
            var found = Here == '\\' ? Escape() : [Point()];
            if (Here == '-' && _at + 1 < pattern.Length && pattern[_at + 1] != ']')
            {
                _at++;
                var last = Here == '\\' ? Escape() : [Point()];
                if (found is not [var (first, same)] || first != same || last is not [var (end, _)] || end < first)
                    throw Refused("such a range");
                found = [(first, end)];
            }

            ranges.AddRange(found);
        }

        _at++;
        return Json(negated ? CharSet.Complement(ranges) : ranges);
    }

    private (int, int) Point()
    {
        if (Rune.DecodeFromUtf16(pattern.AsSpan(_at), out var rune, out var used) != System.Buffers.OperationStatus.Done)
            throw Refused("half of a surrogate pair");
        _at += used;
        return (rune.Value, rune.Value);
    }

    private List<(int, int)> Escape()
    {
        var escape = _at + 1 < pattern.Length ? pattern[_at + 1] : '\0';
        _at += 2;
        switch (escape)
        {
            case 'd': return [('0', '9')];
            case 'w': return [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
            case 's': return [('\t', '\r'), (' ', ' ')];
            case 'D' or 'W' or 'S':
                _at -= 2;
                var lower = new PatternGrammar($"\\{char.ToLowerInvariant(escape)}", node).Escape();
                _at += 2;
                // White space beyond ASCII is neither, so that both are right by every reading.
                return CharSet.Complement(
                    escape == 'S'
                        ? [.. lower, (0x85, 0xA0), (0x1680, 0x1680), (0x2000, 0x200F),
                            (0x2028, 0x202F), (0x205F, 0x2060), (0x3000, 0x3000), (0xFEFF, 0xFEFF)]
                        : lower);
            case 't': return [('\t', '\t')];
            case 'n': return [('\n', '\n')];
            case 'r': return [('\r', '\r')];
            case 'x' or 'u':
                var digits = escape == 'x' ? 2 : 4;
                if (_at + digits > pattern.Length
                    || !int.TryParse(pattern.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)
                    || point is >= 0xD800 and <= 0xDFFF)
                    throw Refused($"'\\{escape}' without {digits} hexadecimal digits of a character");
                _at += digits;
                return [(point, point)];
            default:
                return escape != '\0' && !char.IsLetterOrDigit(escape) && char.IsAscii(escape) ? [(escape, escape)] : throw Refused($"'\\{escape}'");
        }
    }

    private string Times()
    {
        var counts = "";
        if (Here is '*' or '+' or '?')
        {
            counts = pattern[_at++].ToString();
        }
        else if (Here == '{')
        {
            var end = pattern.IndexOf('}', _at);
            counts = end < 0 ? "" : pattern[_at..(end + 1)];
            if (counts.Length < 3
                || !char.IsAsciiDigit(counts[1])
                || counts.AsSpan(1, counts.Length - 2).Count(',') > 1
                || counts.Any(character => character is not '{' and not '}' && character != ',' && !char.IsAsciiDigit(character)))
                throw Refused("a '{' that is no count");
            _at = end + 1;
        }

        return counts.Length > 0 && Here is '?' or '+' or '*' ? throw Refused("a lazy or possessive count") : counts;
    }

    // Characters as a JSON string writes them: itself, or after a backslash.
    private string Json(List<(int First, int Last)> ranges)
    {
        var plain = ranges.SelectMany(range => Without(range)).ToList();
        var parts = new List<string>();
        if (plain.Count > 0)
            parts.Add($"[{string.Concat(plain.Select(range => $"{GbnfText.Character(range.First)}-{GbnfText.Character(range.Last)}"))}]");
        foreach (var (point, escape) in ((int, char)[])[('"', '"'), ('\\', '\\'), ('\n', 'n'), ('\r', 'r'), ('\t', 't'), ('\b', 'b'), ('\f', 'f')])
        {
            if (ranges.Exists(range => range.First <= point && point <= range.Last))
                parts.Add(GbnfText.Literal($"\\{escape}"));
        }

        return parts.Count == 0 ? throw Refused("a control character") : parts.Count == 1 ? parts[0] : $"( {string.Join(" | ", parts)} )";
    }

    private static IEnumerable<(int First, int Last)> Without((int First, int Last) range)
    {
        foreach (var (first, last) in ((int, int)[])[(0x20, '!'), ('#', '['), (']', CharSet.Last)])
        {
            var (start, end) = (Math.Max(first, range.First), Math.Min(last, range.Last));
            if (start <= end)
                yield return (start, end);
        }
    }

    private InferenceException Refused(string what) => node.Refused($"'pattern': {what} cannot be expressed");
}
