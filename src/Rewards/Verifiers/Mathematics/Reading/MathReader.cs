using Rlar.Rewards.Verifiers.Mathematics.Expressions;
using Rlar.Rewards.Verifiers.Mathematics.Rules;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

/// <summary>
/// Reads the tokens of an answer into a tree, by recursive descent with one token of look-ahead and a depth limit. Every method returns
/// null where its piece does not read; nothing throws.
/// </summary>
internal sealed partial class MathReader
{
    private const int DeepestNesting = 100;

    private const int DeepestTree = 150;

    // No answer needs more characters; a longer one is an attack on the verifier.
    private const int LongestAnswer = 4000;

    private readonly List<Token> _tokens;
    private readonly Fuel _fuel;
    private int _at;
    private bool _takesText;
    private int _depth;
    private int _bars; // open absolute values: where one is open, a bar closes it

    private MathReader(List<Token> tokens, Fuel fuel)
    {
        _tokens = tokens;
        _fuel = fuel;
    }

    /// <summary>Reads a whole answer; null where it is not mathematics that this reader knows.</summary>
    /// <param name="source">The answer, with or without dollar signs.</param>
    /// <param name="isProse">Whether it begins outside of mathematics, where letters are words.</param>
    /// <param name="fuel">What may be spent.</param>
    /// <param name="takesText">Whether text beside the answer, which says for what it holds or why, may be read with it.</param>
    internal static MathNode? Read(string source, bool isProse, Fuel fuel, bool takesText = true)
    {
        if (source.Length > LongestAnswer || !fuel.Spend(source.Length))
            return null;
        if (MathLexer.Read(WithoutDots(MathCharacters.ToLatex(source)), isProse) is not { } tokens)
            return null;
        var node = Whole(tokens, fuel, takesText);
        if (DecimalCommas.Joined(tokens) is not { } joined)
            return node;
        var number = Whole(joined, fuel, takesText);
        return node is null || number is null ? node ?? number : new MathNode.Either(node, number);
    }

    private static MathNode? Whole(List<Token> tokens, Fuel fuel, bool takesText) =>
        new MathReader(tokens, fuel) { _takesText = takesText }.Answer() is { } node && !node.IsDeeperThan(DeepestTree) ? node : null;

    // 5 p.m. is 5 pm, and +/- one sign.
    private static string WithoutDots(string source)
    {
        if (source.Contains(".m.", StringComparison.OrdinalIgnoreCase))
        {
            source = source.Replace("p.m.", "pm", StringComparison.OrdinalIgnoreCase)
                .Replace("a.m.", "am", StringComparison.OrdinalIgnoreCase);
        }

        return source.Replace("+/-", "\\pm ", StringComparison.Ordinal);
    }

    private Token Current => _tokens[_at];

    private Token Next => Ahead(1);

    // The last token, of kind End, stands for all that would follow.
    private Token Ahead(int count) => _tokens[Math.Min(_at + count, _tokens.Count - 1)];

    private bool IsAtEnd => Current.Kind == TokenKind.End;

    private bool Take(char sign)
    {
        if (!Current.Is(sign))
            return false;
        _at++;
        return true;
    }

    private bool TakeCommand(string name)
    {
        if (!Current.IsCommand(name))
            return false;
        _at++;
        return true;
    }

    private bool TakeWord(string word)
    {
        if (!Current.IsWord(word))
            return false;
        _at++;
        return true;
    }

    private MathNode? Answer()
    {
        var items = new List<MathNode>();
        var conditions = new List<MathNode>();
        var joint = Joint.Comma;
        SkipPunctuation();
        if (_takesText)
            Preamble(conditions);
        while (!IsAtEnd)
        {
            if (Statement() is not { } item)
                return null;
            items.Add(item);
            if (_takesText && Current.Is('(') && Alternative() is { } other)
            {
                items.Add(other);
                joint = Joint.Or;
            }

            while (_takesText && !IsAtEnd && Qualifies(item, conditions))
                _ = IsFullStop() && Take('.');
            if (IsAtEnd)
                break;
            if (!Connector(ref joint) || conditions.Count > 0 && !IsAtEnd)
                return null; // another answer behind a condition
        }

        // "2 and 1/3" is a mixed number, or two answers.
        if (joint == Joint.And && conditions.Count == 0 && items is [MathNode.Number { Decimals: < 0 } whole, MathNode.Quotient
            {
                Numerator: MathNode.Number { Value: { Sign: > 0 } above }, Denominator: MathNode.Number { Value: var below },
            } part] && above < below)
            return new MathNode.Either(new MathNode.Sequence(items, joint), new MathNode.Sum([whole, part]));
        MathNode? answer = items.Count switch { 0 => null, 1 => items[0], _ => new MathNode.Sequence(items, joint) };
        return answer is null || conditions.Count == 0 ? answer : new MathNode.Qualified(answer, conditions);
    }

    private void SkipPunctuation()
    {
        while (Current is { Kind: TokenKind.Sign, Text: "." or ":" or "," or "*" or "&" }
            || Current is { Kind: TokenKind.Command, Text: "approx" or "simeq" or "\\" })
            _at++;
    }

    // "," and ", and" and "or" and the like between answers, or a full stop after the last.
    private bool Connector(ref Joint joint)
    {
        for (var start = _at; ; _at++)
        {
            if (Current.IsWord("or") || Current.IsCommand("lor") || Current.IsCommand("vee"))
                joint = Joint.Or;
            else if (Current.IsWord("and") || Current.IsCommand("land") || Current.IsCommand("wedge"))
                joint = joint == Joint.Or ? Joint.Or : Joint.And;
            else if (JoinsOtherwise(Current) is not Joint.Comma and var other)
                joint = joint == Joint.Or ? Joint.Or : other;
            else if (_at > start && (Current.IsWord("equivalently") || Current.IsWord("respectively")))
                continue;
            else if (!IsPlainConnector(Current) && !IsFullStop())
                return _at > start || Current.IsCommand(DotsCommand) || _tokens[_at - 1].IsCommand(DotsCommand);
        }
    }

    // "or" and "and" in other languages; letters do only in text.
    private static Joint JoinsOtherwise(Token token)
    {
        if (token.Kind != TokenKind.Word && !(token.Kind == TokenKind.Letter && token.IsText))
            return Joint.Comma;
        return ForeignWords.Or.Contains(token.Text) ? Joint.Or : ForeignWords.And.Contains(token.Text) ? Joint.And : Joint.Comma;
    }

    private static bool IsPlainConnector(Token token) => token.Is(',') || token.Is(';') || token.IsCommand("\\");

    private bool IsFullStop() => Current.Is('.') && (IsLast() || Next.Text.StartsWith("end:", StringComparison.Ordinal));

    // Whether only punctuation follows.
    private bool IsLast()
    {
        for (var i = _at; i < _tokens.Count - 1; i++)
        {
            if (!_tokens[i].Is('.') && !_tokens[i].Is('!') && !_tokens[i].Is('*') && !_tokens[i].Is('"'))
                return false;
        }

        return true;
    }

    // A guard around every rule that can contain itself.
    private MathNode? Nested(Func<MathReader, MathNode?> rule)
    {
        if (_depth >= DeepestNesting || !_fuel.Spend(1))
            return null;
        _depth++;
        var node = rule(this);
        _depth--;
        return node;
    }
}
