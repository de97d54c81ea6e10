using System.Globalization;
using System.Text;
using Rlar.Rewards.Verifiers.Mathematics.Equivalence;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;
using static Rlar.Rewards.Verifiers.Mathematics.Expressions.MathNode;

namespace Rlar.Rewards.Verifiers.Mathematics.Restating;

/// <summary>
/// A tree as text that is the same for every trivial rewriting of it: factors and terms in another order, 1 times and plus 0, a product written as a
/// power, a quotient as a product, signs moved, an index renamed. Nothing is computed: 17 times 23 is not 391, and 0.5 is not 1/2.
/// </summary>
internal sealed class CanonicalText
{
    private const int LargestPower = 1000;
    private readonly Dictionary<string, string> _indices = [];

    /// <summary>The text.</summary>
    internal static string Of(MathNode node) => new CanonicalText().Text(node);

    private string Text(MathNode node) => node switch
    {
        Number number => Plain(number),
        Symbol symbol => _indices.GetValueOrDefault(symbol.Name, symbol.Name),
        Constant { Which: NamedConstant.I } => _indices.GetValueOrDefault("i", "i"),
        Sum sum => Added(Terms(sum, 1)),
        Product or Quotient or Power => Multiplied(node),
        Root root => $"root({Text(root.Radicand)},{Text(root.Index)})",
        PlusMinus both => $"pm({Text(both.Value)})",
        Function function => Applied(function),
        Series series => Indexed(series),
        Measured measured => $"[{measured.Unit.Name}]{Text(measured.Value)}",
        Bracketed { Items: [not NamedSet and var only], Open: '(' } => Text(only),
        Relation relation => Related(relation),
        Either either => Text(either.First),
        _ => NodeText.Of(node),
    };

    // A decimal is another form than the fraction that it is.
    private static string Plain(Number number) => number is { Decimals: > 0, Value.IsInteger: false }
        ? "." + number.Value.ToString()
        : number.Value.ToString();

    private List<(int Sign, string Text)> Terms(MathNode node, int sign)
    {
        switch (node)
        {
            case Sum sum:
                return [.. sum.Terms.SelectMany(t => Terms(t, sign))];
            case Product { Factors: [Number { Value: var minus }, var rest] } when minus == -Rational.One:
                return Terms(rest, -sign);
            case Number { Value.IsZero: true }:
                return [];
            default:
                var text = Text(node);
                return text.StartsWith('-') ? [(-sign, text[1..])] : [(sign, text)];
        }
    }

    private static string Added(List<(int Sign, string Text)> terms)
    {
        if (terms.Count == 0)
            return "0";
        if (terms.Count == 1)
            return (terms[0].Sign < 0 ? "-" : "") + terms[0].Text;
        var written = terms.ConvertAll(t => (t.Sign < 0 ? "-" : "+") + t.Text);
        written.Sort(string.CompareOrdinal);
        return $"({string.Concat(written)})";
    }

    private string Multiplied(MathNode node)
    {
        var factors = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var sign = 1;
        Gather(node, 1, factors, ref sign);
        var text = new StringBuilder(sign < 0 ? "-" : "");
        var count = 0;
        foreach (var (factor, power) in factors)
        {
            if (power == 0)
                continue;
            _ = text.Append(count++ > 0 ? "*" : "").Append(factor);
            if (power != 1)
                _ = text.Append('^').Append(power.ToString(CultureInfo.InvariantCulture));
        }

        return count == 0 ? sign < 0 ? "-1" : "1" : text.ToString();
    }

    private void Gather(MathNode node, int power, SortedDictionary<string, int> factors, ref int sign)
    {
        switch (node)
        {
            case Product product:
                foreach (var factor in product.Factors)
                    Gather(factor, power, factors, ref sign);
                break;
            case Quotient quotient:
                Gather(quotient.Numerator, power, factors, ref sign);
                Gather(quotient.Denominator, -power, factors, ref sign);
                break;
            case Power { Exponent: Number { Value: { IsInteger: true } k } } raised when k.Abs() < Rational.From(LargestPower):
                Gather(raised.Base, power * (int)k.Numerator, factors, ref sign);
                break;
            case Sum sum:
                Signed(sum, power, factors, ref sign);
                break;
            case Power raised:
                Add($"pow({Text(raised.Base)},{Text(raised.Exponent)})", power, factors);
                break;
            case Number { Value: { Sign: < 0 } value } number:
                sign = power % 2 == 0 ? sign : -sign;
                if (value != -Rational.One)
                    Add(Plain(number with { Value = -value }), power, factors);
                break;
            case Number { Value: var value } when value == Rational.One:
                break;
            default:
                Add(Text(node), power, factors);
                break;
        }
    }

    // (3 - x)(2 - x) is (x - 3)(x - 2): of both signs of a sum the one that sorts first.
    private void Signed(Sum sum, int power, SortedDictionary<string, int> factors, ref int sign)
    {
        var terms = Terms(sum, 1);
        var (text, turned) = (Added(terms), Added(terms.ConvertAll(t => (-t.Sign, t.Text))));
        var isTurned = string.CompareOrdinal(turned, text) < 0;
        sign = isTurned && power % 2 != 0 ? -sign : sign;
        Add(isTurned ? turned : text, power, factors);
    }

    private static void Add(string text, int power, SortedDictionary<string, int> factors)
    {
        if (text != "1")
            factors[text] = factors.GetValueOrDefault(text) + power;
    }

    private string Applied(Function function)
    {
        var arguments = function.Arguments.Select(Text).ToList();
        if (function.Name is "gcd" or "lcm" or "max" or "min")
            arguments.Sort(string.CompareOrdinal);
        if (function is { Name: "binom", Arguments: [Number { Value: var n }, Number { Value: var k }] } && n - k < k)
            arguments[1] = (n - k).ToString();
        return $"{function.Name}({string.Join(',', arguments)})";
    }

    private string Indexed(Series series)
    {
        var (from, to) = (Text(series.From), Text(series.To));
        var outer = _indices.GetValueOrDefault(series.Variable);
        _indices[series.Variable] = $"#{_indices.Count}";
        var body = Text(series.Body);
        if (outer is null)
            _ = _indices.Remove(series.Variable);
        else
            _indices[series.Variable] = outer;
        return $"{(series.IsProduct ? "prod" : "sum")}({from},{to},{body})";
    }

    private string Related(Relation relation)
    {
        var operands = relation.Operands.Select(Text).ToList();
        if (relation.Relators.All(r => r == Relator.Equal))
            operands.Sort(string.CompareOrdinal);
        return $"{string.Join(',', relation.Relators)}({string.Join(';', operands)})";
    }
}
