using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rlar.Agents.Scripts.Metering;

/// <summary>Syntax that calls the meter of a script's call.</summary>
internal static class MeterCalls
{
    private const string Running = "global::Rlar.Agents.Scripts.Running.";

    /// <summary>Meter.NAME(arguments).</summary>
    internal static InvocationExpressionSyntax Meter(string name, params ReadOnlySpan<ExpressionSyntax> arguments) => Call(Running + "Meter." + name, arguments);

    /// <summary>Meter.NAME&lt;TYPE&gt;(arguments).</summary>
    internal static InvocationExpressionSyntax Meter(string name, TypeSyntax type, params ReadOnlySpan<ExpressionSyntax> arguments) =>
        Call($"{Running}Meter.{name}<{type.WithoutTrivia()}>", arguments);

    /// <summary>Metered.NAME(arguments).</summary>
    internal static InvocationExpressionSyntax Metered(string name, IEnumerable<ArgumentSyntax> arguments) =>
        SyntaxFactory.InvocationExpression(
            SyntaxFactory.ParseExpression(Running + "Metered." + name), SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(arguments)));

    /// <summary>Meter.NAME(); as a statement.</summary>
    internal static StatementSyntax Statement(string name) => SyntaxFactory.ParseStatement($"{Running}Meter.{name}();");

    /// <summary>A body with a step before it.</summary>
    internal static BlockSyntax WithStep(StatementSyntax body) => SyntaxFactory.Block(Statement("Step"), body);

    /// <summary>A body with its depth counted.</summary>
    internal static BlockSyntax WithDepth(BlockSyntax body) =>
        SyntaxFactory.Block(
            Statement("Enter"),
            SyntaxFactory.TryStatement(body, [], SyntaxFactory.FinallyClause(SyntaxFactory.Block(Statement("Leave")))));

    private static InvocationExpressionSyntax Call(string name, ReadOnlySpan<ExpressionSyntax> arguments)
    {
        var list = new List<ArgumentSyntax>();
        foreach (var argument in arguments)
            list.Add(SyntaxFactory.Argument(argument.WithoutTrivia()));
        return SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression(name), SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(list)));
    }
}
