using System.Globalization;

namespace Rlar.Agents.Scripts.Patterns;

/// <summary>Reads a pattern as .NET does. What it does not read (balancing groups, conditions, reading from the right) it refuses.</summary>
internal sealed class PatternParser
{
    private const int Deepest = 100;
    private readonly string _pattern;
    private readonly List<PatternNode.GroupKey> _unnamed = [];
    private readonly OrderedDictionary<string, PatternNode.GroupKey> _named = [];
    private readonly List<(PatternNode.GroupKey Key, string Name)> _references = [];
    private RegexOptions _options;
    private int _at;
    private int _depth;

    private PatternParser(string pattern, RegexOptions options) => (_pattern, _options) = (pattern, options);

    /// <summary>Reads a pattern.</summary>
    /// <returns>The pattern, and the name of each group by its number.</returns>
    /// <exception cref="ArgumentException">It is none, or has what scripts do not have.</exception>
    internal static (PatternNode Root, IReadOnlyList<string> Names) Read(string pattern, RegexOptions options)
    {
        var parser = new PatternParser(pattern, options);
        var root = parser.Choice();
        if (parser._at < pattern.Length)
            throw parser.Error("a ')' closes nothing");
        return (root, parser.Number());
    }

    private bool Has(RegexOptions option) => (_options & option) != 0;

    private bool IsAtEnd => _at >= _pattern.Length;

    // Groups without a name are numbered first, then those with one.
    private string[] Number()
    {
        List<string> names = ["0"];
        foreach (var key in _unnamed)
        {
            key.Number = names.Count;
            names.Add(names.Count.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (name, key) in _named)
        {
            key.Number = names.Count;
            names.Add(name);
        }

        foreach (var (key, name) in _references)
        {
            key.Number = names.IndexOf(name);
            if (key.Number < 1)
                throw Error($"it refers to a group '{name}' that it does not have");
        }

        return [.. names];
    }

    private PatternNode Choice()
    {
        if (++_depth > Deepest)
            throw Error("its groups are nested too deeply");
        List<PatternNode> parts = [Sequence()];
        while (!IsAtEnd && _pattern[_at] == '|')
        {
            _at++;
            parts.Add(Sequence());
        }

        _depth--;
        return parts.Count == 1 ? parts[0] : new PatternNode.Choice(parts);
    }

    private PatternNode Sequence()
    {
        List<PatternNode> parts = [];
        while (true)
        {
            SkipBlanks();
            if (IsAtEnd || _pattern[_at] is '|' or ')')
                break;
            if (Atom() is { } atom)
                parts.Add(Repeated(atom));
        }

        return parts.Count == 1 ? parts[0] : new PatternNode.Sequence(parts);
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd)
        {
            if (_pattern.AsSpan(_at).StartsWith("(?#"))
                _at = _pattern.IndexOf(')', _at) is var end and >= 0 ? end + 1 : throw Error("a comment is never closed");
            else if (Has(RegexOptions.IgnorePatternWhitespace) && char.IsWhiteSpace(_pattern[_at]))
                _at++;
            else if (Has(RegexOptions.IgnorePatternWhitespace) && _pattern[_at] == '#')
                _at = _pattern.IndexOf('\n', _at) is var end and >= 0 ? end + 1 : _pattern.Length;
            else
                return;
        }
    }

    private PatternNode Repeated(PatternNode atom)
    {
        SkipBlanks();
        if (Count() is not var (least, most))
            return atom;
        if (most < least)
            throw Error("a repeat has its numbers in the wrong order");
        var isLazy = !IsAtEnd && _pattern[_at] == '?';
        if (isLazy)
            _at++;
        SkipBlanks();
        if (Count() is not null)
            throw Error("a repeat is repeated");
        return new PatternNode.Repeat(atom, least, most, isLazy);
    }

    private (int Least, int? Most)? Count()
    {
        if (IsAtEnd)
            return null;
        switch (_pattern[_at])
        {
            case '*':
                _at++;
                return (0, null);
            case '+':
                _at++;
                return (1, null);
            case '?':
                _at++;
                return (0, 1);
            case '{':
                var close = _pattern.IndexOf('}', _at);
                var inside = close < 0 ? "" : _pattern[(_at + 1)..close];
                var comma = inside.IndexOf(',', StringComparison.Ordinal);
                if (!Whole(comma < 0 ? inside : inside[..comma], out var least))
                    return null;
                int? most = least;
                if (comma >= 0)
                {
                    most = null;
                    if (comma + 1 < inside.Length)
                    {
                        if (!Whole(inside[(comma + 1)..], out var read))
                            return null;
                        most = read;
                    }
                }

                _at = close + 1;
                return (least, most);
            default:
                return null;
        }
    }

    private static bool Whole(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private PatternNode? Atom()
    {
        var c = _pattern[_at];
        switch (c)
        {
            case '(':
                return Group();
            case '[':
                return Class();
            case '\\':
                return Escape();
            case '.':
                _at++;
                return new PatternNode.One(CharSet.Of(Has(RegexOptions.Singleline) ? "." : @"[^\n]", false));
            case '^':
                _at++;
                return new PatternNode.Place(Has(RegexOptions.Multiline) ? PatternPlace.LineStart : PatternPlace.Start);
            case '$':
                _at++;
                return new PatternNode.Place(Has(RegexOptions.Multiline) ? PatternPlace.LineEnd : PatternPlace.LastEnd);
            case '*' or '+' or '?':
                throw Error($"'{c}' repeats nothing");
            case '{' when Count() is not null:
                throw Error("'{' repeats nothing");
            default:
                _at++;
                return Letter(c);
        }
    }

    private PatternNode.One Letter(char c) => new(CharSet.Of(c, Has(RegexOptions.IgnoreCase)));

    private PatternNode? Group()
    {
        var outer = _options;
        _at++;
        PatternNode made;
        if (!IsAtEnd && _pattern[_at] == '?')
        {
            _at++;
            if (Special() is not { } special)
                return null; // options for what follows
            made = special;
        }
        else if (Has(RegexOptions.ExplicitCapture))
        {
            made = Choice();
        }
        else
        {
            var key = new PatternNode.GroupKey();
            _unnamed.Add(key);
            made = new PatternNode.Captured(Choice(), key);
        }

        Close();
        _options = outer;
        return made;
    }

    private void Close()
    {
        if (IsAtEnd || _pattern[_at] != ')')
            throw Error("a '(' is never closed");
        _at++;
    }

    private PatternNode? Special()
    {
        foreach (var (mark, make) in (ReadOnlySpan<(string, Func<PatternNode, PatternNode>)>)
        [
            (":", part => part),
            (">", part => new PatternNode.Atomic(part)),
            ("=", part => new PatternNode.Look(part, IsBehind: false, IsNegative: false)),
            ("!", part => new PatternNode.Look(part, IsBehind: false, IsNegative: true)),
            ("<=", part => new PatternNode.Look(part, IsBehind: true, IsNegative: false)),
            ("<!", part => new PatternNode.Look(part, IsBehind: true, IsNegative: true)),
        ])
        {
            if (_pattern.AsSpan(_at).StartsWith(mark))
            {
                _at += mark.Length;
                return make(Choice());
            }
        }

        if (!IsAtEnd && _pattern[_at] is '<' or '\'')
            return Named(_pattern[_at] == '<' ? '>' : '\'');
        return Options();
    }

    private PatternNode.Captured Named(char close)
    {
        var end = _pattern.IndexOf(close, _at + 1);
        var name = end < 0 ? "" : _pattern[(_at + 1)..end];
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
            throw Error($"'{name}' is no name of a group that a script has: letters and digits, a letter first");
        _at = end + 1;
        if (!_named.TryGetValue(name, out var key))
            _named.Add(name, key = new PatternNode.GroupKey());
        return new PatternNode.Captured(Choice(), key);
    }

    /// <summary>(?i) changes what follows in the group around it; (?i: ) what is in it.</summary>
    private PatternNode? Options()
    {
        var isOn = true;
        for (; !IsAtEnd; _at++)
        {
            switch (_pattern[_at])
            {
                case ')':
                    _at++;
                    return null;
                case ':':
                    _at++;
                    return Choice();
                case '-':
                    isOn = false;
                    continue;
            }

            var option = _pattern[_at] switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'n' => RegexOptions.ExplicitCapture,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw Error($"'(?{_pattern[_at]}' opens nothing that a script has"),
            };
            _options = isOn ? _options | option : _options & ~option;
        }

        throw Error("a '(' is never closed");
    }

    private PatternNode.One Class()
    {
        var start = _at;
        var depth = 0;
        do
        {
            if (IsAtEnd)
                throw Error("a '[' is never closed");
            var c = _pattern[_at++];
            if (c == '[' && (depth == 0 || _pattern[_at - 2] == '-'))
            {
                depth++;
                if (!IsAtEnd && _pattern[_at] == '^')
                    _at++;
                if (!IsAtEnd && _pattern[_at] == ']')
                    _at++;
            }
            else if (c == '\\')
            {
                _at++;
            }
            else if (c == ']')
            {
                depth--;
            }
        }
        while (depth > 0);
        return new PatternNode.One(CharSet.Of(_pattern[start.._at], Has(RegexOptions.IgnoreCase)));
    }

    private PatternNode Escape()
    {
        if (_at + 1 >= _pattern.Length)
            throw Error("it ends in a backslash");
        var c = _pattern[_at + 1];
        if (Place(c) is { } place)
        {
            _at += 2;
            return new PatternNode.Place(place);
        }

        if (c is 'k' || (c is >= '1' and <= '9'))
            return Reference(c);
        var length = c switch
        {
            'x' => 4,
            'u' => 6,
            'c' => 3,
            'p' or 'P' => _pattern.IndexOf('}', _at) - _at + 1,
            '0' => 2 + _pattern.AsSpan(_at + 2).IndexOfAnyExceptInRange('0', '7') switch { < 0 => Math.Min(2, _pattern.Length - _at - 2), var n => Math.Min(n, 2) },
            _ => 2,
        };
        if (length < 2 || _at + length > _pattern.Length)
            throw Error($@"\{c} is not complete");
        var atom = _pattern.Substring(_at, length);
        _at += length;
        return new PatternNode.One(CharSet.Of(atom, Has(RegexOptions.IgnoreCase)));
    }

    private static PatternPlace? Place(char c) => c switch
    {
        'A' => PatternPlace.Start,
        'z' => PatternPlace.End,
        'Z' => PatternPlace.LastEnd,
        'b' => PatternPlace.WordEdge,
        'B' => PatternPlace.NoWordEdge,
        'G' => PatternPlace.SearchStart,
        _ => null,
    };

    private PatternNode.Again Reference(char c)
    {
        int start = _at + 1, end;
        if (c == 'k')
        {
            start = _at + 3;
            end = start < _pattern.Length && _pattern[_at + 2] is '<' or '\'' ? _pattern.IndexOf(_pattern[_at + 2] == '<' ? '>' : '\'', start) : -1;
            if (end < 0)
                throw Error(@"\k has no name");
            _at = end + 1;
        }
        else
        {
            end = start + 1;
            while (end < _pattern.Length && char.IsAsciiDigit(_pattern[end]))
                end++;
            _at = end;
        }

        var key = new PatternNode.GroupKey();
        _references.Add((key, _pattern[start..end]));
        return new PatternNode.Again(key, Has(RegexOptions.IgnoreCase));
    }

    private ArgumentException Error(string what) => new($"The pattern '{_pattern}' does not read: at {_at}, {what}.");
}
