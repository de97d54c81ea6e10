using System.Text;
using System.Text.Json;

namespace Rlar.Rewards.Reading.Literals;

/// <summary>
/// Reads JSON (RFC 8259) into literals: in one pass over characters, with its depth and size bounded. Lone surrogates, escaped or not, are
/// kept as they are.
/// </summary>
internal static class JsonLiterals
{
    /// <summary>Reads a text that is one JSON value, blanks around it aside.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">How strictly; null for <see cref="JsonLiteralOptions.Strict"/>.</param>
    public static LiteralReading Read(string text, JsonLiteralOptions? options = null)
    {
        var reading = ReadAt(text, 0, options);
        if (reading.Value is null)
            return reading;
        var end = reading.End;
        while (end < text.Length && text[end] is ' ' or '\t' or '\n' or '\r')
            end++;
        return end == text.Length ? reading : new LiteralReading(null, $"something follows the JSON value at character {end + 1}", end);
    }

    /// <summary>Reads one JSON value that begins at a place; what follows it is not read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it begins, or blanks before it.</param>
    /// <param name="options">How strictly; null for <see cref="JsonLiteralOptions.Strict"/>.</param>
    public static LiteralReading ReadAt(string text, int start, JsonLiteralOptions? options = null)
    {
        var reader = new Reader(text, start, options ?? JsonLiteralOptions.Strict);
        var value = reader.Value(0);
        return new LiteralReading(value, value is null ? reader.Error : "", reader.At);
    }

    /// <summary>A JSON element of a row as a literal; null where it does not read.</summary>
    /// <param name="element">The element.</param>
    /// <param name="options">How strictly; null for <see cref="JsonLiteralOptions.Strict"/>.</param>
    public static LiteralReading Of(JsonElement element, JsonLiteralOptions? options = null) => Read(element.GetRawText(), options);

    private ref struct Reader(string text, int start, JsonLiteralOptions options)
    {
        private int _values;

        public int At { get; private set; } = start;

        public string Error { get; private set; } = "";

        public Literal? Value(int depth)
        {
            SkipBlanks();
            if (++_values > options.MaxValues)
                return Fail($"more than {options.MaxValues} values");
            if (depth > options.MaxDepth)
                return Fail($"nested deeper than {options.MaxDepth}");
            if (At >= text.Length)
                return Fail("the text ends where a value should stand");
            switch (text[At])
            {
                case '{': return Map(depth);
                case '[': return List(depth);
                case '"': return String() is { } content ? Literal.Of(content) : null;
                case '-' or (>= '0' and <= '9'): return Number();
                default: return Word();
            }
        }

        private Literal? Map(int depth)
        {
            var members = new LiteralMap();
            At++;
            SkipBlanks();
            if (Takes('}'))
                return Literal.Of(members);
            while (true)
            {
                SkipBlanks();
                if (At >= text.Length || text[At] != '"')
                    return Fail("a key in quotes should stand");
                if (String() is not { } key)
                    return null;
                SkipBlanks();
                if (!Takes(':'))
                    return Fail("':' should follow the key");
                if (Value(depth + 1) is not { } value)
                    return null;
                if (!members.Add(key, value) && !options.AllowsDuplicateKeys)
                    return Fail($"the key {Quotation.Of(key)} stands twice");
                SkipBlanks();
                if (Takes('}'))
                    return Literal.Of(members);
                if (!Takes(','))
                    return Fail("',' or '}' should stand");
            }
        }

        private Literal? List(int depth)
        {
            var items = new List<Literal>();
            At++;
            SkipBlanks();
            if (Takes(']'))
                return Literal.Of(items);
            while (true)
            {
                if (Value(depth + 1) is not { } item)
                    return null;
                items.Add(item);
                SkipBlanks();
                if (Takes(']'))
                    return Literal.Of(items);
                if (!Takes(','))
                    return Fail("',' or ']' should stand");
            }
        }

        private string? String()
        {
            var from = ++At;
            StringBuilder? unescaped = null;
            while (At < text.Length)
            {
                var stop = text.AsSpan(At).IndexOfAny(s_stops);
                if (stop < 0)
                    break;
                At += stop;
                if (text[At] == '"')
                {
                    var tail = text.AsSpan(from, At++ - from);
                    return unescaped is null ? tail.ToString() : unescaped.Append(tail).ToString();
                }

                if (text[At] != '\\')
                    return FailText("a control character stands unescaped in a string");
                unescaped = (unescaped ?? new StringBuilder()).Append(text, from, At - from);
                if (Escape() is not { } c)
                    return FailText("an escape in a string is none of JSON's");
                unescaped.Append(c);
                from = At;
            }

            At = text.Length;
            return FailText("a string is never closed");
        }

        private char? Escape()
        {
            if (At + 1 >= text.Length)
                return null;
            var c = text[At + 1];
            At += 2;
            switch (c)
            {
                case '"' or '\\' or '/': return c;
                case 'b': return '\b';
                case 'f': return '\f';
                case 'n': return '\n';
                case 'r': return '\r';
                case 't': return '\t';
                case 'u' when At + 4 <= text.Length:
                    var code = 0;
                    for (var i = 0; i < 4; i++)
                    {
                        if (!char.IsAsciiHexDigit(text[At + i]))
                            return null;
                        code = code * 16 + Convert.ToInt32(text[At + i].ToString(), 16);
                    }

                    At += 4;
                    return (char)code;
                default: return null;
            }
        }

        private Literal? Number()
        {
            var from = At;
            _ = Takes('-');
            if (options.AllowsNotANumber && TakesWord("Infinity"))
                return Literal.Of(LiteralNumber.Infinity(isNegative: true));
            var whole = Digits();
            if (whole == 0 || (whole > 1 && text[At - whole] == '0'))
                return Fail("a number does not read");
            if (Takes('.') && Digits() == 0)
                return Fail("digits should follow the point of a number");
            if (At < text.Length && text[At] is 'e' or 'E')
            {
                At++;
                if (!Takes('+'))
                    _ = Takes('-');
                if (Digits() == 0)
                    return Fail("digits should follow the exponent's sign");
            }

            return Literal.Of(LiteralNumber.Of(text.AsSpan(from, At - from)));
        }

        private int Digits()
        {
            var from = At;
            while (At < text.Length && char.IsAsciiDigit(text[At]))
                At++;
            return At - from;
        }

        private Literal? Word()
        {
            if (TakesWord("true"))
                return Literal.True;
            if (TakesWord("false"))
                return Literal.False;
            if (TakesWord("null"))
                return Literal.Null;
            if (options.AllowsNotANumber && TakesWord("NaN"))
                return Literal.Of(LiteralNumber.NaN);
            if (options.AllowsNotANumber && TakesWord("Infinity"))
                return Literal.Of(LiteralNumber.Infinity(isNegative: false));
            return Fail("no JSON value stands");
        }

        private void SkipBlanks()
        {
            while (At < text.Length && text[At] is ' ' or '\t' or '\n' or '\r')
                At++;
        }

        private bool Takes(char c)
        {
            if (At >= text.Length || text[At] != c)
                return false;
            At++;
            return true;
        }

        private bool TakesWord(string word)
        {
            if (string.CompareOrdinal(text, At, word, 0, word.Length) != 0)
                return false;
            At += word.Length;
            return true;
        }

        private string? FailText(string why)
        {
            _ = Fail(why);
            return null;
        }

        private Literal? Fail(string why)
        {
            Error = $"{why} at character {At + 1}";
            return null;
        }
    }

    // what ends a run of plain characters in a string
    private static readonly System.Buffers.SearchValues<char> s_stops =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '"', '\\']);
}

/// <summary>What a reading of text gave: a value, or the reason why there is none.</summary>
/// <param name="Value">The value, or null.</param>
/// <param name="Error">The reason with its place, or "".</param>
/// <param name="End">The index after what was read.</param>
internal readonly record struct LiteralReading(Literal? Value, string Error, int End);
