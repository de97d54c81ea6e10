using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rlar.Agents.Scripts.Metering;

/// <summary>Texts that are added, compared and cut, and what a function may call.</summary>
internal sealed partial class MeterRewriter
{
    /// <inheritdoc/>
    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        if (model.GetConstantValue(node).HasValue)
            return node;
        var made = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        return node.Kind() switch
        {
            SyntaxKind.AddExpression when IsText(node) => made.WithLeft(Piece(node.Left, made.Left)).WithRight(Piece(node.Right, made.Right)),
            SyntaxKind.EqualsExpression when AreTexts(node) => MeterCalls.Meter("Same", made.Left, made.Right),
            SyntaxKind.NotEqualsExpression when AreTexts(node) =>
                SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, MeterCalls.Meter("Same", made.Left, made.Right)),
            _ => made,
        };
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        var made = (AssignmentExpressionSyntax)base.VisitAssignmentExpression(node)!;
        if (!node.IsKind(SyntaxKind.AddAssignmentExpression) || !IsText(node))
            return made;
        return IsText(node.Right)
            ? made.WithRight(MeterCalls.Meter("Append", made.Left, made.Right))
            : made.WithRight(MeterCalls.Meter("Append", made.Left, SyntaxFactory.ParenthesizedExpression(
                SyntaxFactory.BinaryExpression(SyntaxKind.AddExpression, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("")),
                    SyntaxFactory.ParenthesizedExpression(made.Right.WithoutTrivia())))));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitInterpolation(InterpolationSyntax node)
    {
        var made = (InterpolationSyntax)base.VisitInterpolation(node)!;
        return made.WithExpression(Piece(node.Expression, made.Expression));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitElementAccessExpression(ElementAccessExpressionSyntax node)
    {
        var made = (ElementAccessExpressionSyntax)base.VisitElementAccessExpression(node)!;
        if (node.ArgumentList.Arguments is [{ Expression: var key }] && IsText(key) && !model.GetConstantValue(key).HasValue)
            made = made.WithArgumentList(SyntaxFactory.BracketedArgumentList([SyntaxFactory.Argument(MeterCalls.Meter("Text", made.ArgumentList.Arguments[0].Expression))]));
        return node.ArgumentList.Arguments is [{ Expression: var index }] && model.GetTypeInfo(index).Type?.ToDisplayString() == "System.Range" && !IsBound(node)
            ? MeterCalls.Meter("Made", made)
            : made;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
    {
        // What a function gives may be hashed or compared by the library.
        var made = (ReturnStatementSyntax)base.VisitReturnStatement(node)!;
        return node.Expression is { } given && IsText(given) && !model.GetConstantValue(given).HasValue ? Return(MeterCalls.Meter("Text", made.Expression!)) : made;
    }

    private bool IsText(ExpressionSyntax expression) => model.GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_String;

    // What is compared with a constant is compared up to its length.
    private bool AreTexts(BinaryExpressionSyntax node) =>
        IsText(node.Left) && IsText(node.Right) && !model.GetConstantValue(node.Left).HasValue && !model.GetConstantValue(node.Right).HasValue;

    private ExpressionSyntax Piece(ExpressionSyntax original, ExpressionSyntax made) =>
        !IsText(original) || model.GetConstantValue(original).HasValue || (original is BinaryExpressionSyntax && original.IsKind(SyntaxKind.AddExpression))
            ? made
            : MeterCalls.Meter("Piece", made);

    /// <summary>Whether a function may come to others, or to itself.</summary>
    private bool MayCall(SyntaxNode function) => function.DescendantNodes().Any(node => node switch
    {
        BaseObjectCreationExpressionSyntax creation => model.GetTypeInfo(creation).Type is not { } type || ScriptTypes.IsOwn(type),
        InvocationExpressionSyntax call => Library(call) is not { } method || !IsInert(call, method),
        ConstructorInitializerSyntax => true,
        AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax } or PositionalPatternClauseSyntax => true,
        ElementAccessExpressionSyntax access when model.GetTypeInfo(access.Expression).Type is not { } type || ScriptTypes.IsOwn(type) => true,
        ElementAccessExpressionSyntax or IdentifierNameSyntax => model.GetSymbolInfo(node).Symbol is IPropertySymbol property && IsWritten(property),
        ForEachStatementSyntax loop => model.GetTypeInfo(loop.Expression).Type is not { } type || !ScriptTypes.IsOfPlain(type),
        ForEachVariableStatementSyntax or SpreadElementSyntax => true,
        _ => false,
    });

    // Properties with code of the script, and not those that the compiler writes.
    private static bool IsWritten(IPropertySymbol property) =>
        property.Locations.Any(place => place.IsInSource) && property.GetMethod is { IsImplicitlyDeclared: false };

    // It is given nothing that leads back into the script.
    private bool IsInert(InvocationExpressionSyntax call, IMethodSymbol method) =>
        call.ArgumentList.Arguments.All(argument => model.GetTypeInfo(argument.Expression).Type is { } type && ScriptTypes.IsOfPlain(type))
        && (method.IsStatic || call.Expression is not MemberAccessExpressionSyntax access || model.GetTypeInfo(access.Expression).Type is { } receiver && ScriptTypes.IsOfPlain(receiver));
}
