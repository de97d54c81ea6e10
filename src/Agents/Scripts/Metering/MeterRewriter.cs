using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rlar.Agents.Scripts.Metering;

/// <summary>
/// Writes the calls of the meter into a script that the analyser has passed: a step a turn of a loop and an entry of a function, depth where a function may call others,
/// what goes into members of the library and comes out of them, and what is allocated.
/// </summary>
/// <param name="model">The compiler's reading of the script.</param>
/// <param name="allowed">What members cost.</param>
internal sealed partial class MeterRewriter(SemanticModel model, AllowedMembers allowed) : CSharpSyntaxRewriter
{
    /// <inheritdoc/>
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var made = (ForStatementSyntax)base.VisitForStatement(node)!;
        return made.WithStatement(MeterCalls.WithStep(made.Statement));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var made = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return made.WithStatement(MeterCalls.WithStep(made.Statement));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var made = (DoStatementSyntax)base.VisitDoStatement(node)!;
        return made.WithStatement(MeterCalls.WithStep(made.Statement));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        var made = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        return made.WithExpression(Each(node.Expression, made.Expression)).WithStatement(MeterCalls.WithStep(made.Statement));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        var made = (ForEachVariableStatementSyntax)base.VisitForEachVariableStatement(node)!;
        return made.WithExpression(Each(node.Expression, made.Expression)).WithStatement(MeterCalls.WithStep(made.Statement));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitSwitchStatement(SwitchStatementSyntax node)
    {
        var made = (SwitchStatementSyntax)base.VisitSwitchStatement(node)!;
        return IsText(node.Expression) ? made.WithExpression(MeterCalls.Meter("Text", made.Expression)) : made;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitSwitchExpression(SwitchExpressionSyntax node)
    {
        var made = (SwitchExpressionSyntax)base.VisitSwitchExpression(node)!;
        return IsText(node.GoverningExpression) ? made.WithGoverningExpression(MeterCalls.Meter("Text", made.GoverningExpression)) : made;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var made = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        var body = Body(node, made.Body, made.ExpressionBody, node.ReturnType);
        return made.WithBody(body).WithExpressionBody(null).WithSemicolonToken(default);
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var made = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        var body = Body(node, made.Body, made.ExpressionBody, node.ReturnType);
        return made.WithBody(body).WithExpressionBody(null).WithSemicolonToken(default);
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        var made = (ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!;
        var statement = made.Body ?? SyntaxFactory.Block(SyntaxFactory.ExpressionStatement(made.ExpressionBody!.Expression));
        return made.WithBody(Counted(node, statement)).WithExpressionBody(null).WithSemicolonToken(default);
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        var made = (AccessorDeclarationSyntax)base.VisitAccessorDeclaration(node)!;
        if (made.Body is null && made.ExpressionBody is null)
            return made;
        var statement = made.Body ?? SyntaxFactory.Block(node.IsKind(SyntaxKind.GetAccessorDeclaration)
            ? Return(made.ExpressionBody!.Expression)
            : SyntaxFactory.ExpressionStatement(made.ExpressionBody!.Expression));
        return made.WithBody(Counted(node, statement)).WithExpressionBody(null).WithSemicolonToken(default);
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        var made = (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!;
        return made.ExpressionBody is { } arrow
            ? made.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter(node, arrow))
            : made;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitIndexerDeclaration(IndexerDeclarationSyntax node)
    {
        var made = (IndexerDeclarationSyntax)base.VisitIndexerDeclaration(node)!;
        return made.ExpressionBody is { } arrow
            ? made.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter(node, arrow))
            : made;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node)
    {
        var made = (SimpleLambdaExpressionSyntax)base.VisitSimpleLambdaExpression(node)!;
        return made.WithBody(LambdaBody(node, made.Body));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node)
    {
        var made = (ParenthesizedLambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(node)!;
        return made.WithBody(LambdaBody(node, made.Body));
    }

    private CSharpSyntaxNode LambdaBody(AnonymousFunctionExpressionSyntax node, CSharpSyntaxNode made)
    {
        if (made is BlockSyntax block)
            return Counted(node, block);
        var isVoid = model.GetSymbolInfo(node).Symbol is IMethodSymbol { ReturnsVoid: true };
        if (!isVoid && node.ExpressionBody is { } given && IsText(given) && !model.GetConstantValue(given).HasValue)
            made = MeterCalls.Meter("Text", (ExpressionSyntax)made);
        var statement = made is ThrowExpressionSyntax thrown ? SyntaxFactory.ThrowStatement(thrown.Expression)
            : isVoid ? SyntaxFactory.ExpressionStatement((ExpressionSyntax)made)
            : (StatementSyntax)Return((ExpressionSyntax)made);
        return Counted(node, SyntaxFactory.Block(statement));
    }

    private AccessorListSyntax Getter(SyntaxNode node, ArrowExpressionClauseSyntax arrow) =>
        SyntaxFactory.AccessorList(SyntaxFactory.SingletonList(
            SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, Counted(node, SyntaxFactory.Block(Return(arrow.Expression))))));

    private BlockSyntax Body(SyntaxNode node, BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, TypeSyntax returned)
    {
        if (block is not null)
            return Counted(node, block);
        var isVoid = returned is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        var statement = arrow!.Expression is ThrowExpressionSyntax thrown ? SyntaxFactory.ThrowStatement(thrown.Expression)
            : isVoid ? SyntaxFactory.ExpressionStatement(arrow.Expression)
            : (StatementSyntax)Return(arrow.Expression);
        return Counted(node, SyntaxFactory.Block(statement));
    }

    private static ReturnStatementSyntax Return(ExpressionSyntax expression) =>
        SyntaxFactory.ReturnStatement(expression.WithoutTrivia()).WithReturnKeyword(SyntaxFactory.Token([], SyntaxKind.ReturnKeyword, [SyntaxFactory.Space]));

    // What runs a piece at a time is counted by who reads it.
    private BlockSyntax Counted(SyntaxNode node, BlockSyntax body) =>
        IsIterator(node) || !MayCall(node) ? MeterCalls.WithStep(body) : MeterCalls.WithDepth(body);

    private static bool IsIterator(SyntaxNode node) =>
        node.DescendantNodes(inner => inner == node || inner is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
            .Any(inner => inner is YieldStatementSyntax);
}
