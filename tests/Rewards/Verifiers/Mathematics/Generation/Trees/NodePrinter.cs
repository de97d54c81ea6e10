namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation.Trees;

/// <summary>A tree as LaTeX, in a style drawn for each print.</summary>
internal sealed class NodePrinter(Draw draw)
{
    // How tightly a text holds together: a sum, a leading minus, a product, a power's base.
    private const int Loose = 0, Signed = 1, Tight = 2, Atom = 3;

    private readonly string _frac = draw.Pick("frac", "frac", "dfrac", "tfrac");
    private readonly string _dot = draw.Pick(@" \cdot ", @" \times ", @"\cdot ");
    private readonly bool _isJuxtaposed = draw.Chance(70);
    private readonly bool _hasSpaces = draw.Chance(75);
    private readonly bool _hasLeftRight = draw.Chance(40);
    private readonly bool _hasSlashes = draw.Chance(15);

    public string Print(Node node)
    {
        var (text, _) = Show(node);
        return _hasSpaces ? text : text.Replace(" + ", "+", StringComparison.Ordinal).Replace(" - ", "-", StringComparison.Ordinal);
    }

    private (string Text, int Hold) Show(Node node) => node switch
    {
        Number { Amount: var amount } when amount.Bottom == 1 => ($"{amount.Top}", amount.Top < 0 ? Signed : Atom),
        Number { Amount: var amount } => (Tex.Of(amount, _frac), amount.Top < 0 ? Signed : Tight),
        Unknown unknown => (unknown.Name, Atom),
        Negation negation => ("-" + Hold(negation.Inner, Tight), Signed),
        Sum sum => (Tex.Sum([.. sum.Terms.Select(term => Hold(term, Signed))]), Loose),
        Product product => Multiply(product),
        Quotient quotient when _hasSlashes => ($"{Hold(quotient.Top, Atom)}/{Hold(quotient.Bottom, Atom)}", Signed),
        Quotient quotient => (Tex.Fraction(_frac, Show(quotient.Top).Text, Show(quotient.Bottom).Text), Tight),
        Power power => (Tex.Pow(Hold(power.Base, Atom), Tex.Slash(power.Exponent)), Tight),
        Root root => (Tex.Sqrt(Show(root.Inner).Text), Tight),
        Call call => ($@"\{call.Name}" + Parenthesise(Show(call.Inner).Text), Tight),
        _ => throw new InvalidOperationException($"No text for {node.GetType().Name}."),
    };

    private string Hold(Node node, int needed)
    {
        var (text, hold) = Show(node);
        return hold >= needed ? text : Parenthesise(text);
    }

    private string Parenthesise(string text) => _hasLeftRight ? Tex.LeftRight(text) : $"({text})";

    private (string Text, int Hold) Multiply(Product product)
    {
        var text = Hold(product.Factors[0], Tight);
        var previous = product.Factors[0];
        foreach (var factor in product.Factors.Skip(1))
        {
            var next = Hold(factor, Tight);
            text += (_isJuxtaposed && CanTouch(previous, factor, next) ? "" : _dot) + next;
            previous = factor;
        }

        return (text, Tight);
    }

    // A number before a fraction would be a mixed number; after a function or a name a parenthesis could be an argument.
    private static bool CanTouch(Node left, Node right, string rightText)
    {
        if (char.IsDigit(rightText[0]) || rightText[0] == '-' || left is Call or Quotient)
            return false;
        if (rightText.StartsWith('(') || rightText.StartsWith(@"\left(", StringComparison.Ordinal))
            return left is Number or Sum;
        return right is not (Number or Quotient) && !(left is Power && right is Power);
    }
}
