using System.Buffers;
using System.Globalization;
using System.Numerics;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Countdown;

/// <summary>An expression of whole numbers, + - * / and parentheses.</summary>
/// <param name="Text">As it was read.</param>
/// <param name="Numbers">The numbers in it, in order.</param>
/// <param name="Value">What it comes to; null where it divides by 0.</param>
internal sealed record CountdownExpression(string Text, IReadOnlyList<BigInteger> Numbers, Rational? Value)
{
    // An expression of n numbers needs few characters; what is longer is stuffed, and its parentheses could overflow the stack.
    private const int LongestPerNumber = 48;

    private static readonly HashSet<string> s_leads = new(StringComparer.OrdinalIgnoreCase)
    {
        "so", "thus", "hence", "therefore", "then", "now", "the", "an", "expression", "equation", "solution", "result", "is", "we", "get", "have", "gives",
        "one", "way", "this", "works", "use", "calculation",
    };

    private static readonly (string Written, string Sign)[] s_signs =
    [
        ("\\times", "*"), ("\\cdot", "*"), ("\\div", "/"), ("\\left", ""), ("\\right", ""), ("\u00d7", "*"), ("\u00b7", "*"), ("\u22c5", "*"),
        ("\u00f7", "/"), ("\u2212", "-"), ("\u2013", "-"), ("$", ""), ("`", ""), ("\\(", ""), ("\\)", ""), ("\\[", ""), ("\\]", ""), ("**", "^"),
    ];

    /// <summary>The expression of an answer; null where there is none, or more than one.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isMarked">Whether the answer is marked, and so has to be the expression and nothing else.</param>
    /// <param name="target">What it should come to: "= 98" may stand beside it.</param>
    /// <param name="count">How many numbers there are.</param>
    public static CountdownExpression? Find(string answer, bool isMarked, Rational target, int count)
    {
        var text = answer.Trim();
        if (!isMarked)
            text = text[(text.LastIndexOf('\n') + 1)..];
        foreach (var (written, sign) in s_signs)
            text = text.Replace(written, sign, StringComparison.Ordinal);
        var longest = LongestPerNumber * (count + 2);
        return OfEquation((isMarked ? text : WithoutLead(text)).Trim().TrimEnd('.'), target, LongestPerNumber * (count + 2));
    }

    private static readonly SearchValues<char> s_begins = SearchValues.Create("0123456789(-");

    // "So", "The expression is:" and their like; any other word may deny what follows, or paste it among others.
    private static string WithoutLead(string line)
    {
        var end = line.AsSpan().IndexOfAny(s_begins);
        return end > 0 && line[..end].Split([' ', ':', ',', '*'], StringSplitOptions.RemoveEmptyEntries).All(s_leads.Contains) ? line[end..] : line;
    }

    private static CountdownExpression? OfEquation(string text, Rational target, int longest)
    {
        var sides = text.Split('=');
        if (sides.Length > 2 || text.Length > longest)
            return null;
        if (sides.Length == 1)
            return Parse(text);
        var (left, right) = (Parse(sides[0]), Parse(sides[1]));
        return IsTarget(right, target) ? left : IsTarget(left, target) ? right : null;
    }

    private static bool IsTarget(CountdownExpression? side, Rational target) => side is { Numbers.Count: 1 } && side.Value == target;

    private static CountdownExpression? Parse(string text)
    {
        var reader = new Reader(text);
        var value = reader.Sum();
        return reader.IsAtEnd && reader.Numbers.Count > 0 ? new CountdownExpression(text.Trim(), reader.Numbers, reader.DividesByZero ? null : value) : null;
    }

    // Sum := Product (('+' | '-') Product)*, Product := Factor (('*' | '/') Factor)*, Factor := '-'? (number | '(' Sum ')')
    private sealed class Reader(string text)
    {
        private int _at;
        private bool _failed;

        public List<BigInteger> Numbers { get; } = [];

        public bool DividesByZero { get; private set; }

        public bool IsAtEnd => !_failed && Peek() == '\0';

        public Rational Sum()
        {
            var value = Product();
            while (!_failed && Peek() is '+' or '-')
                value = text[_at++] == '+' ? value + Product() : value - Product();
            return value;
        }

        private Rational Product()
        {
            var value = Factor();
            while (!_failed && Peek() is '*' or '/')
                value = text[_at++] == '*' ? value * Factor() : Quotient(value, Factor());
            return value;
        }

        private Rational Quotient(Rational value, Rational by)
        {
            DividesByZero |= by.IsZero;
            return value.Divide(by) ?? Rational.Zero;
        }

        private Rational Factor()
        {
            switch (Peek())
            {
                case '-':
                    _at++;
                    return -Factor();
                case '(':
                    _at++;
                    var inner = Sum();
                    _failed |= Peek() != ')';
                    _at++;
                    return inner;
                case >= '0' and <= '9':
                    var start = _at;
                    while (_at < text.Length && char.IsAsciiDigit(text[_at]))
                        _at++;
                    Numbers.Add(BigInteger.Parse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture));
                    return Rational.From(Numbers[^1]);
                default:
                    _failed = true;
                    return Rational.Zero;
            }
        }

        private char Peek()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
            return _at < text.Length ? text[_at] : '\0';
        }
    }
}
