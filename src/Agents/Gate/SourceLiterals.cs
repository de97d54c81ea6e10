using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rlar.Agents.Gate;

/// <summary>The texts and whole numbers that a script's source holds.</summary>
/// <param name="Texts">Each text, with those that stand beside it in one list, choice or call.</param>
/// <param name="Numbers">The whole numbers, in order.</param>
internal sealed record SourceLiterals(IReadOnlyList<(string Text, IReadOnlyList<string> Beside)> Texts, IReadOnlyList<int> Numbers)
{
    private static readonly CSharpParseOptions s_script = new(kind: SourceCodeKind.Script);

    /// <summary>Reads a script.</summary>
    internal static SourceLiterals Of(string source, CancellationToken cancellationToken)
    {
        var root = CSharpSyntaxTree.ParseText(source, s_script, cancellationToken: cancellationToken).GetRoot(cancellationToken);
        LiteralExpressionSyntax[] literals = [.. root.DescendantNodes().OfType<LiteralExpressionSyntax>()];
        LiteralExpressionSyntax[] texts = [.. literals.Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression))];
        var groups = texts.ToLookup(Place);
        return new SourceLiterals(
            [.. texts.Select(text => (text.Token.ValueText, (IReadOnlyList<string>)[.. groups[Place(text)].Select(other => other.Token.ValueText)]))
                .DistinctBy(text => text.ValueText)],
            [.. literals.Select(literal => literal.Token.Value).OfType<int>().Distinct().Order()]);
    }

    // The outermost list, pattern or switch that a text stands in; itself where there is none.
    private static SyntaxNode Place(SyntaxNode literal) => literal.Ancestors()
        .LastOrDefault(node => node is InitializerExpressionSyntax or CollectionExpressionSyntax or BinaryPatternSyntax or SwitchExpressionSyntax
            or SwitchStatementSyntax) ?? literal;
}
