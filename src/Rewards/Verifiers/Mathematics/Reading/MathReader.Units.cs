using System.Collections.Frozen;
using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

// What follows a number and says of what it is: units, currency, or the noun that is counted.
internal sealed partial class MathReader
{
    private static readonly FrozenSet<string> s_notNouns = new[]
    {
        "and", "or", "if", "to", "mod", "where", "for", "otherwise", "plus", "minus", "is", "are", "was", "which", "that", "the", "then",
        "because", "since", "not", "but", "so", "with", "when", "by", "as", "we", "it", "there", "squared", "cubed", "factorial",
        "have", "has", "had", "hay", "divided", "times", "over", "choose", "modulo", "vs", "half", "multiplied",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // 5 cm, 20 square feet, 60 miles per hour, 9.8 m/s^2, 3 apples
    private MathNode.Measured? UnitBehind(MathNode value)
    {
        if (value is MathNode.Measured { Unit.Kind: UnitKind.Known or UnitKind.Noun } already)
            return BehindMoney(already);
        var start = _at;
        if (CurrencySign() is { } currency)
            return new MathNode.Measured(value, currency);
        if (UnitFactor() is not { } unit)
            return Noun(value, start);
        unit = WithMoreFactors(unit);
        var words = Nouns();
        var measured = new MathNode.Measured(value, words.Length > 0 ? unit with { Words = words } : unit);
        return (words.Length == 0 ? Smaller(measured) : null) ?? measured; // "4 weeks have 28 days" adds nothing
    }

    // The units that multiply or divide the first one, up to what is none.
    private Unit WithMoreFactors(Unit unit)
    {
        while (true)
        {
            var start = _at;
            var isPer = Current.Is('/') || Current.IsWord("per");
            if (isPer)
                _at++;
            if (!IsUnitToken(isPer) || UnitFactor(isPer) is not { } more)
            {
                _at = start;
                return unit;
            }

            unit = Combined(unit, more, isPer);
        }
    }

    // 5 feet 6 inches, 3 hours and 25 minutes
    private MathNode.Measured? Smaller(MathNode.Measured measured)
    {
        var start = _at;
        while (Current.IsWord("and") || Current.Is(','))
            _at++;
        if (Current.Kind != TokenKind.Number || Next.Kind is not (TokenKind.Word or TokenKind.Letter) || UnitTable.Find(Next.Text) is not { } unit
            || unit.Dimension != measured.Unit.Dimension || unit.Dimension.Length == 0 || !(unit.Size < measured.Unit.Size))
        {
            _at = start;
            return null;
        }

        var more = NumberOf(Current.Text).Value * unit.Size;
        _at += 2;
        return measured with { Value = new MathNode.Sum([measured.Value, new MathNode.Number(more.Divide(measured.Unit.Size) ?? more)]) };
    }

    // "$15 per hour", and "$15 dollars", which says it twice
    private MathNode.Measured? BehindMoney(MathNode.Measured measured)
    {
        if (measured.Unit.Dimension != "$")
            return null;
        if ((Current.Is('/') || Current.IsWord("per")) && Next.Kind == TokenKind.Word && UnitTable.Find(Next.Text) is { } per)
        {
            _at += 2;
            return measured with { Unit = Combined(measured.Unit, per, isPer: true) };
        }

        if (!Current.IsWord("dollars"))
            return null;
        _at++;
        return measured;
    }

    private Unit? CurrencySign()
    {
        if (!Current.Is('$') && !(Current.Kind == TokenKind.Command && Current.Text is "euro" or "pounds" or "yen" or "cents"))
            return null;
        var name = Current.Text switch { "$" => "dollar", "pounds" => "GBP", var other => other };
        _at++;
        return UnitTable.Find(name);
    }

    private bool IsUnitToken(bool afterPer) => Current.Kind switch
    {
        TokenKind.Word => UnitTable.Find(Current.Text) is { Kind: UnitKind.Known } || Current.IsWord("square") || Current.IsWord("cubic"),
        TokenKind.Letter => (Current.IsText || afterPer) && UnitTable.Find(Current.Text) is not null,
        _ => false,
    };

    private Unit? UnitFactor(bool afterPer = false)
    {
        var power = 1;
        if (TakeWord("square") || TakeWord("sq"))
            power = 2;
        else if (TakeWord("cubic"))
            power = 3;
        if (!(afterPer || IsUnitName()) || UnitTable.Find(Current.Text) is not { } unit)
            return null;
        _at++;
        _ = Take('.');
        if (Current.Is('^') && UnitPower() is { } written)
            power = written;
        return power == 1 ? unit : Raised(unit, power);
    }

    private bool IsUnitName()
    {
        if (Current.Kind == TokenKind.Word)
            return !Current.IsWord("in") || EndsBehindUnit();
        if (Current.Kind != TokenKind.Letter)
            return false;
        // One letter is a unit in text, and in prose where nothing but more units can follow.
        return Current.IsText || (Current is { IsProse: true, IsSpaced: true } && EndsBehindUnit())
            || (Current is { IsProse: true, Text: "h" } && Next.Kind == TokenKind.Number);
    }

    private bool EndsBehindUnit()
    {
        var start = _at++;
        if (Current.Is('^'))
            _ = UnitPower();
        var ends = IsAtEnd || Current.Is('.') || Current.Is('/');
        _at = start;
        return ends;
    }

    private int? UnitPower()
    {
        var start = _at;
        _at++;
        var isBraced = Take('{');
        var isMinus = Take('-');
        if (Current.Kind == TokenKind.Number && int.TryParse(Current.Text, out var power) && power is > 0 and < 10)
        {
            _at++;
            if (!isBraced || Take('}'))
                return isMinus ? -power : power;
        }

        _at = start;
        return null;
    }

    private static Unit Raised(Unit unit, int power)
    {
        var size = Rational.One;
        for (var i = 0; i < Math.Abs(power); i++)
            size *= unit.Size;
        if (power < 0)
            size = Rational.One.Divide(size) ?? size;
        return unit with { Name = $"{unit.Name}^{power}", Dimension = Dimension(unit.Dimension, power, ""), Size = size };
    }

    private static Unit Combined(Unit left, Unit right, bool isPer)
    {
        var inverse = isPer ? Raised(right, -1) : right;
        var dimension = Dimension(left.Dimension, 1, inverse.Dimension);
        return new Unit(UnitKind.Known, $"{left.Name} {inverse.Name}", dimension, left.Size * inverse.Size);
    }

    // Adds the powers of two dimensions, the first of them raised, base unit by base unit in alphabetical order.
    private static string Dimension(string left, int raise, string right)
    {
        var powers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (text, factor) in new[] { (left, raise), (right, 1) })
        {
            foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var caret = part.IndexOf('^', StringComparison.Ordinal);
                var name = caret < 0 ? part : part[..caret];
                powers[name] = powers.GetValueOrDefault(name) + (caret < 0 ? 1 : int.Parse(part[(caret + 1)..])) * factor;
            }
        }

        return string.Join(' ', powers.Where(p => p.Value != 0).Select(p => p.Value == 1 ? p.Key : $"{p.Key}^{p.Value}"));
    }

    // A number of anything: words that are no units name what is counted.
    private MathNode.Measured? Noun(MathNode value, int start)
    {
        _at = start;
        if (!IsNoun(Current) || MathVocabulary.Greek.Contains(Current.Text) || MathVocabulary.Others.Contains(Current.Text) || !IsCountable(value))
            return null;
        var words = Nouns();
        if (!EndsAnswer())
        {
            _at = start; // a sentence, not a quantity
            return null;
        }

        return new MathNode.Measured(value, new Unit(UnitKind.Noun, words, "", Rational.One) { Words = words });
    }

    private bool EndsAnswer() => IsAtEnd || Current is { Kind: TokenKind.Sign, Text: "," or ";" or "." or ")" or "}" or "]" or "=" }
        || MathVocabulary.Connectors.Contains(Current.Text) || JoinsOtherwise(Current) != Joint.Comma;

    private static bool IsNoun(Token token) => token.Kind == TokenKind.Word && !s_notNouns.Contains(token.Text)
        && !MathVocabulary.Functions.ContainsKey(token.Text) && !MathVocabulary.IsNumeral(token.Text) && ForeignWords.MayCount(token.Text);

    private static bool IsCountable(MathNode value) => value is not (MathNode.Symbol or MathNode.Bracketed or MathNode.Measured);

    private string Nouns()
    {
        var words = new List<string>();
        while (words.Count < 4 && IsNoun(Current))
        {
            words.Add(Current.Text);
            _at++;
        }

        return string.Join(' ', words);
    }
}
