using System.Globalization;
using System.Numerics;
using System.Text;

namespace Rlar.Rewards.Reading.Literals;

/// <summary>
/// Reads Python's literals, as ast.literal_eval does, and calls with literal arguments. Nothing is evaluated: a name or attribute is kept as
/// text, and any other expression does not read. Depth at most 128. More lenient than Python with zeros and underscores before and within
/// a number.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="allowsDuplicateKeys">Whether a dictionary may have a key twice, the last one counting, as in Python.</param>
/// <param name="readsJsonNames">Whether JSON's true, false and null are values too, and no names.</param>
/// <param name="from">Where to begin.</param>
internal ref struct PythonLiterals(string text, bool allowsDuplicateKeys = false, bool readsJsonNames = false, int from = 0)
{
    private const int MaxDepth = 128;
    private const int MaxValues = 100_000;
    private int _values;

    public int At { get; private set; } = from;

    public string Error { get; private set; } = "";

    /// <summary>Reads one value.</summary>
    public Literal? Value(int depth = 0)
    {
        SkipBlanks();
        if (depth > MaxDepth || ++_values > MaxValues)
            return Fail("nested too deep, or too many values");
        if (At >= text.Length)
            return Fail("the text ends where a value should stand");
        var c = text[At];
        if (c is '[')
            return Items(']', depth) is { } items ? Literal.Of(items) : null;
        if (c is '(')
            return Tuple(depth);
        if (c is '{')
            return Map(depth);
        if (char.IsAsciiDigit(c) || c is '-' or '+' or '.')
            return Number();
        return StringStart() >= 0 ? Strings() : Word();
    }

    /// <summary>Reads a dotted name.</summary>
    public string? Name()
    {
        SkipBlanks();
        var start = At;
        while (At < text.Length && (char.IsLetterOrDigit(text[At]) || text[At] is '_' || (text[At] is '.' && At > start)))
            At++;
        var name = text[start..At];
        if (name.Length > 0 && !char.IsDigit(name[0]) && name[^1] != '.')
            return name;
        _ = Fail("a name should stand");
        return null;
    }

    public bool Takes(char c)
    {
        SkipBlanks();
        if (At >= text.Length || text[At] != c)
            return false;
        At++;
        return true;
    }

    /// <summary>Whether a keyword and its = come next; takes them.</summary>
    public string? Keyword()
    {
        SkipBlanks();
        var start = At;
        while (At < text.Length && (char.IsLetterOrDigit(text[At]) || text[At] is '_'))
            At++;
        var end = At;
        SkipBlanks();
        if (end > start && !char.IsDigit(text[start]) && At < text.Length && text[At] == '=' && (At + 1 >= text.Length || text[At + 1] != '='))
        {
            At++;
            return text[start..end];
        }

        At = start;
        return null;
    }

    public bool IsAtEnd()
    {
        SkipBlanks();
        return At >= text.Length;
    }

    public Literal? Fail(string why)
    {
        if (Error.Length == 0)
            Error = $"{why} at character {At + 1}";
        return null;
    }

    private Literal? Tuple(int depth)
    {
        var start = At;
        if (Items(')', depth) is not { } items)
            return null;
        var isBracketed = items.Count == 1 && !text.AsSpan(start, At - 1 - start).TrimEnd().EndsWith(",");
        return isBracketed ? items[0] : Literal.Tuple(items);
    }

    private List<Literal>? Items(char close, int depth)
    {
        At++;
        var items = new List<Literal>();
        while (!Takes(close))
        {
            if (Value(depth + 1) is not { } item)
                return null;
            items.Add(item);
            if (Takes(','))
                continue;
            if (Takes(close))
                return items;
            _ = Fail($"',' or '{close}' should stand");
            return null;
        }

        return items;
    }

    private Literal? Map(int depth)
    {
        At++;
        var members = new LiteralMap();
        var set = new List<Literal>();
        while (!Takes('}'))
        {
            if (Value(depth + 1) is not { } key)
                return null;
            if (Takes(':'))
            {
                if (set.Count > 0 || key.Kind is not (LiteralKind.Text or LiteralKind.Number))
                    return Fail("a key of a dictionary should be a text or a number");
                if (Value(depth + 1) is not { } value)
                    return null;
                if (!members.Add(key.Kind == LiteralKind.Text ? key.Text : key.Show(), value) && !allowsDuplicateKeys)
                    return Fail("a key stands twice in a dictionary");
            }
            else if (members.Count > 0)
            {
                return Fail("':' should follow the key");
            }
            else
            {
                set.Add(key);
            }

            if (Takes(','))
                continue;
            return Takes('}') ? Mapped(members, set) : Fail("',' or '}' should stand");
        }

        return Mapped(members, set);
    }

    private static Literal Mapped(LiteralMap members, List<Literal> set) => set.Count > 0 ? Literal.Of(set) : Literal.Of(members);

    private Literal? Number()
    {
        var isNegative = false;
        while (At < text.Length && text[At] is '-' or '+')
            isNegative ^= text[At++] == '-';
        var start = At;
        while (At < text.Length
            && (char.IsAsciiLetterOrDigit(text[At]) || text[At] is '_' or '.'
                || (text[At] is '-' or '+' && text[At - 1] is 'e' or 'E' && At > start && !IsHex(start))))
            At++;
        var written = text[start..At].Replace("_", "", StringComparison.Ordinal);
        if (IsHex(start) && written.Length is > 2 and < 300)
        {
            return BigInteger.TryParse("0" + written[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
                ? Literal.Of(LiteralNumber.Of(isNegative ? -hex : hex))
                : Fail("a number does not read");
        }

        if (written is ['0', 'b' or 'B' or 'o' or 'O', ..] && written.Length is > 2 and < 300)
        {
            return Whole(written.AsSpan(2), written[1] is 'b' or 'B' ? 2 : 8) is { } whole
                ? Literal.Of(LiteralNumber.Of(isNegative ? -whole : whole))
                : Fail("a number does not read");
        }

        if (!IsDecimal(written))
            return Fail("a number does not read");
        var number = LiteralNumber.Of(written.StartsWith('.') ? "0" + written : written);
        return Literal.Of(isNegative ? number.Negated() : number);
    }

    private static BigInteger? Whole(ReadOnlySpan<char> digits, int radix)
    {
        var whole = BigInteger.Zero;
        foreach (var c in digits)
        {
            if (c < '0' || c - '0' >= radix)
                return null;
            whole = whole * radix + (c - '0');
        }

        return whole;
    }

    private readonly bool IsHex(int start) => start + 1 < text.Length && text[start] == '0' && text[start + 1] is 'x' or 'X';

    private static bool IsDecimal(string written)
    {
        var e = written.IndexOfAny(['e', 'E']);
        var mantissa = e < 0 ? written.AsSpan() : written.AsSpan(0, e);
        var exponent = e < 0 ? "0".AsSpan() : written.AsSpan(e + 1).TrimStart("+-");
        return mantissa.Count('.') <= 1 && !HasOther(mantissa) && mantissa.IndexOfAnyInRange('0', '9') >= 0
            && exponent.Length > 0 && exponent.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool HasOther(ReadOnlySpan<char> mantissa)
    {
        foreach (var c in mantissa)
        {
            if (!char.IsAsciiDigit(c) && c != '.')
                return true;
        }

        return false;
    }

    // The length of a string's prefix, or -1 where no string begins. Bytes and formatted strings are no literals that an argument can hold.
    private readonly int StringStart()
    {
        var at = At;
        while (at < text.Length && at - At < 2 && text[at] is 'r' or 'R' or 'u' or 'U')
            at++;
        return at < text.Length && text[at] is '"' or '\'' ? at - At : -1;
    }

    private Literal? Strings()
    {
        var content = new StringBuilder();
        while (StringStart() is var prefix and >= 0)
        {
            var isRaw = text.AsSpan(At, prefix).IndexOfAny('r', 'R') >= 0;
            At += prefix;
            if (!String(content, isRaw))
                return Fail("a string is never closed, or an escape in it does not read");
            SkipBlanks();
        }

        return Literal.Of(content.ToString());
    }

    private bool String(StringBuilder content, bool isRaw)
    {
        var quote = text[At];
        var isTriple = string.CompareOrdinal(text, At, new string(quote, 3), 0, 3) == 0;
        var close = new string(quote, isTriple ? 3 : 1);
        At += close.Length;
        while (At < text.Length)
        {
            var stop = text.AsSpan(At).IndexOfAny(quote, '\\', '\n');
            if (stop < 0)
                break;
            content.Append(text, At, stop);
            At += stop;
            if (string.CompareOrdinal(text, At, close, 0, close.Length) == 0)
            {
                At += close.Length;
                return true;
            }

            if (text[At] == '\n' && !isTriple)
                return false;
            if (text[At] != '\\')
                content.Append(text[At++]);
            else if (!Escape(content, isRaw))
                return false;
        }

        At = text.Length;
        return false;
    }

    private bool Escape(StringBuilder content, bool isRaw)
    {
        if (At + 1 >= text.Length)
            return false;
        var c = text[At + 1];
        At += 2;
        if (isRaw)
        {
            content.Append('\\').Append(c);
            return true;
        }

        var digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            if (At + digits > text.Length
                || !int.TryParse(text.AsSpan(At, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                || code is < 0 or > 0x10ffff)
                return false;
            At += digits;
            content.Append(code > 0xffff ? char.ConvertFromUtf32(code) : ((char)code).ToString());
            return true;
        }

        if (c is >= '0' and <= '7')
        {
            var code = c - '0';
            for (var i = 0; i < 2 && At < text.Length && text[At] is >= '0' and <= '7'; i++)
                code = code * 8 + (text[At++] - '0');
            content.Append((char)code);
            return true;
        }

        content.Append(c switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'b' => "\b",
            'f' => "\f",
            'v' => "\v",
            'a' => "\a",
            '\n' => "",
            '\\' or '\'' or '"' => c.ToString(),
            _ => $"\\{c}", // Python keeps an escape that it does not know
        });
        return true;
    }

    private Literal? Word() => Name() switch
    {
        null => null,
        "True" => Literal.True,
        "False" => Literal.False,
        "None" => Literal.Null,
        "true" when readsJsonNames => Literal.True,
        "false" when readsJsonNames => Literal.False,
        "null" when readsJsonNames => Literal.Null,
        var name => At < text.Length && text[At] is '(' or '[' ? Fail("an expression that is no literal stands") : Literal.Name(name),
    };

    private void SkipBlanks()
    {
        while (At < text.Length && text[At] is ' ' or '\t' or '\n' or '\r' or '\f')
            At++;
    }
}
