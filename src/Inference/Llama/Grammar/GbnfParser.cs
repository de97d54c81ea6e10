using System.Globalization;
using System.Text;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>Reads GBNF, the grammars of llama.cpp (its grammars/README.md), without references to tokens.</summary>
internal sealed class GbnfParser(string text)
{
    private const int MostNested = 200;
    private const int MostSymbols = 1 << 20;
    private readonly List<GrammarRule> _rules = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private int _at;
    private int _symbols;

    private char Here => _at < text.Length ? text[_at] : '\0';

    /// <summary>The rules; the start's index is that of "root".</summary>
    /// <exception cref="InferenceException">The text is no such grammar.</exception>
    internal (List<GrammarRule> Rules, int Root) Parse()
    {
        SkipSpace(lines: true);
        while (_at < text.Length)
            ParseRule();
        if (!_names.TryGetValue("root", out var root) || _rules[root].Alternatives is null)
            throw Error("there is no rule 'root', which is where a grammar starts");
        if (_rules.Find(rule => rule.Alternatives is null) is { } missing)
            throw Error($"the rule '{missing.Name}' is used and not defined");
        return (_rules, root);
    }

    private void ParseRule()
    {
        var name = ParseName();
        SkipSpace(lines: false);
        if (!text.AsSpan(_at).StartsWith("::="))
            throw Error($"'::=' is expected after the rule's name '{name}'");
        _at += 3;
        SkipSpace(lines: true);
        var rule = Rule(name);
        if (_rules[rule].Alternatives is not null)
            throw Error($"the rule '{name}' is defined twice");
        ParseAlternatives(rule, 0);
        if (_at < text.Length && Here is not '\r' and not '\n')
            throw Error($"a line's end is expected after the rule '{name}', not '{Here}'");
        SkipSpace(lines: true);
    }

    private void ParseAlternatives(int rule, int depth)
    {
        // Nesting is recursion, and a stack that overflows ends the process.
        if (depth > MostNested)
            throw Error($"brackets are nested more than {MostNested} deep");
        var alternatives = new List<List<GrammarSymbol>> { ParseSequence(rule, depth) };
        while (Here == '|')
        {
            _at++;
            SkipSpace(lines: true);
            alternatives.Add(ParseSequence(rule, depth));
        }

        _rules[rule].Alternatives = alternatives;
    }

    private List<GrammarSymbol> ParseSequence(int rule, int depth)
    {
        var symbols = new List<GrammarSymbol>();
        var item = 0;
        while (_at < text.Length)
        {
            if (Here is '*' or '+' or '?' or '{')
            {
                Repeat(rule, symbols, item);
            }
            else
            {
                var start = symbols.Count;
                if (!ParseItem(rule, symbols, depth))
                    break;
                item = start;
            }

            SkipSpace(lines: depth > 0);
        }

        return symbols;
    }

    private bool ParseItem(int rule, List<GrammarSymbol> symbols, int depth)
    {
        var here = Here;
        switch (here)
        {
            case '"':
                _at++;
                while (Here != '"')
                    Add(symbols, new GrammarSymbol(CharSet.Of(One(ParseCharacter()), negated: false), 0));
                _at++;
                return true;
            case '[':
                Add(symbols, new GrammarSymbol(ParseClass(), 0));
                return true;
            case '.':
                _at++;
                Add(symbols, new GrammarSymbol(CharSet.All, 0));
                return true;
            case '(':
                _at++;
                SkipSpace(lines: true);
                var nested = NewRule(_rules[rule].Name);
                ParseAlternatives(nested, depth + 1);
                if (Here != ')')
                    throw Error("')' is expected");
                _at++;
                Add(symbols, new GrammarSymbol(null, nested));
                return true;
            case '<' or '!':
                throw Error("references to tokens (<...>) are not supported; write the text instead");
            default:
                if (!IsWord(here))
                    return false;
                Add(symbols, new GrammarSymbol(null, Rule(ParseName())));
                return true;
        }
    }

    private CharSet ParseClass()
    {
        _at++;
        var negated = Here == '^';
        if (negated)
            _at++;
        var ranges = new List<(int, int)>();
        while (Here != ']')
        {
            var first = ParseCharacter();
            var last = first;
            if (Here == '-' && _at + 1 < text.Length && text[_at + 1] != ']')
            {
                _at++;
                last = ParseCharacter();
            }

            if (last < first)
                throw Error($"the range from U+{first:X4} to U+{last:X4} runs backwards");
            ranges.Add((first, last));
        }

        _at++;
        return ranges.Count > 0 ? CharSet.Of(ranges, negated) : throw Error("the character class is empty; '.' is any character");
    }

    // S{m,n} is S m times, then a rule that takes up to n - m more; S{m,} ends in a rule that calls itself.
    private void Repeat(int rule, List<GrammarSymbol> symbols, int item)
    {
        var (least, most) = ParseCounts();
        var repeated = symbols[item..];
        if (repeated.Count == 0)
            throw Error("there is nothing before the repetition that could be repeated");
        if (most < least)
            throw Error($"the repetition wants at least {least} and at most {most}");
        symbols.RemoveRange(item, repeated.Count);
        for (var count = 0; count < least; count++)
            AddAll(symbols, repeated);
        if (most is null)
        {
            var again = NewRule(_rules[rule].Name);
            _rules[again].Alternatives = [AddAll([], [.. repeated, new GrammarSymbol(null, again)]), []];
            Add(symbols, new GrammarSymbol(null, again));
            return;
        }

        var last = -1;
        for (var count = least; count < most; count++)
        {
            var more = NewRule(_rules[rule].Name);
            _rules[more].Alternatives = [AddAll([], last < 0 ? repeated : [.. repeated, new GrammarSymbol(null, last)]), []];
            last = more;
        }

        if (last >= 0)
            Add(symbols, new GrammarSymbol(null, last));
    }

    private (int Least, int? Most) ParseCounts()
    {
        var mark = text[_at++];
        if (mark != '{')
            return mark switch { '*' => (0, null), '+' => (1, null), _ => (0, 1) };
        SkipSpace(lines: true);
        var least = ParseInteger();
        SkipSpace(lines: true);
        int? most = least;
        if (Here == ',')
        {
            _at++;
            SkipSpace(lines: true);
            most = char.IsAsciiDigit(Here) ? ParseInteger() : null;
            SkipSpace(lines: true);
        }

        if (Here != '}')
            throw Error("'}' is expected");
        _at++;
        return (least, most);
    }

    private int ParseInteger()
    {
        var start = _at;
        while (char.IsAsciiDigit(Here))
            _at++;
        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error("a count is expected");
    }

    private int ParseCharacter()
    {
        if (_at >= text.Length)
            throw Error("the grammar ends inside of a text or a character class");
        if (text[_at] != '\\')
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(_at), out var rune, out var used) != System.Buffers.OperationStatus.Done)
                throw Error("the grammar holds half of a surrogate pair");
            _at += used;
            return rune.Value;
        }

        var escape = _at + 1 < text.Length ? text[_at + 1] : '\0';
        _at += 2;
        return escape switch
        {
            'x' => ParseHex(2),
            'u' => ParseHex(4),
            'U' => ParseHex(8),
            't' => '\t',
            'r' => '\r',
            'n' => '\n',
            '\\' or '"' or '[' or ']' or '-' => escape,
            _ => throw Error($"the escape \\{escape} is not known"),
        };
    }

    private int ParseHex(int digits)
    {
        if (_at + digits > text.Length
            || !int.TryParse(text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value is < 0 or > CharSet.Last)
            throw Error($"{digits} hexadecimal digits of a code point are expected");
        _at += digits;
        return value;
    }

    private string ParseName()
    {
        var start = _at;
        while (IsWord(Here))
            _at++;
        return _at > start ? text[start.._at] : throw Error(_at < text.Length ? $"a rule's name is expected, not '{Here}'" : "a rule's name is expected");
    }

    private int Rule(string name)
    {
        if (!_names.TryGetValue(name, out var rule))
            _names[name] = rule = NewRule(name);
        return rule;
    }

    private int NewRule(string name)
    {
        _rules.Add(new GrammarRule(name));
        return _rules.Count - 1;
    }

    private List<GrammarSymbol> AddAll(List<GrammarSymbol> symbols, List<GrammarSymbol> added)
    {
        foreach (var symbol in added)
            Add(symbols, symbol);
        return symbols;
    }

    private void Add(List<GrammarSymbol> symbols, GrammarSymbol symbol)
    {
        if (++_symbols > MostSymbols)
            throw Error($"with its repetitions written out the grammar has more than {MostSymbols} symbols; repeat less");
        symbols.Add(symbol);
    }

    private void SkipSpace(bool lines)
    {
        while (Here is ' ' or '\t' or '#' || (lines && Here is '\r' or '\n'))
        {
            if (text[_at++] != '#')
                continue;
            while (_at < text.Length && text[_at] is not '\r' and not '\n')
                _at++;
        }
    }

    private static (int, int)[] One(int point) => [(point, point)];

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '-';

    private InferenceException Error(string what)
    {
        var before = text.AsSpan(0, Math.Min(_at, text.Length));
        return new InferenceException(
            $"The grammar is not valid GBNF: line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}: {what}.");
    }
}
