using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rlar.Agents.Scripts;

/// <summary>What makes texts and other things grow.</summary>
internal sealed partial class ScriptAnalyzer
{
    private const int WidestColumn = 1000;
    private const int LongestFormat = 64;

    private void CheckWriting(SyntaxNode node)
    {
        switch (node)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression } binary:
                CheckSum(binary, binary.Left, binary.Right);
                break;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression or (int)SyntaxKind.SubtractAssignmentExpression } assignment:
                CheckSum(assignment, assignment.Left, assignment.Right);
                if (_model.GetTypeInfo(assignment).Type?.SpecialType == SpecialType.System_String && !IsSimple(assignment.Left))
                    Say(node, "RS012", "write a = a + b in place of a += b where a is more than a name");
                break;
            case InterpolationSyntax hole:
                CheckHole(hole);
                break;
            case InvocationExpressionSyntax call when _model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "ToString" } method && !ScriptTypes.IsOwn(method.ContainingType):
                foreach (var argument in call.ArgumentList.Arguments)
                    CheckFormat(argument.Expression);
                break;
        }
    }

    /// <summary>Whether an expression can be evaluated twice: a name, or a name's field.</summary>
    internal static bool IsSimple(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax };

    private void CheckSum(ExpressionSyntax whole, ExpressionSyntax left, ExpressionSyntax right)
    {
        var type = _model.GetTypeInfo(whole).Type;
        if (type?.TypeKind == TypeKind.Delegate)
            Say(whole, "RS013", "functions cannot be added: call one after the other");
        if (type?.SpecialType != SpecialType.System_String)
            return;
        foreach (var side in new[] { left, right })
        {
            if (_model.GetTypeInfo(side).Type is { } part && !ScriptTypes.IsPlain(part))
                Say(side, "RS012", $"{part.ToDisplayString()} cannot be added to a text: call its ToString()");
        }
    }

    private void CheckHole(InterpolationSyntax hole)
    {
        if (_model.GetTypeInfo(hole.Expression).Type is { } type && !ScriptTypes.IsPlain(type))
            Say(hole, "RS012", $"{type.ToDisplayString()} cannot stand in an interpolated string: call its ToString()");
        if (hole.AlignmentClause is { } alignment
            && (_model.GetConstantValue(alignment.Value).Value is not int width || Math.Abs((long)width) > WidestColumn))
            Say(hole, "RS012", $"a column is at most {WidestColumn} wide");
        if (hole.FormatClause is { } format && IsLargeFormat(format.FormatStringToken.ValueText))
            Say(hole, "RS012", "the format asks for too many digits");
    }

    private void CheckFormat(ExpressionSyntax argument)
    {
        if (_model.GetTypeInfo(argument).Type?.SpecialType != SpecialType.System_String)
            return;
        if (_model.GetConstantValue(argument).Value is not string format)
            Say(argument, "RS012", "a format is written in the script itself, as \"0.00\"");
        else if (IsLargeFormat(format))
            Say(argument, "RS012", "the format asks for too many digits");
    }

    // "D999999999" is a text of a billion digits.
    private static bool IsLargeFormat(string format) => format.Length > LongestFormat
        || format.Length > 1 && int.TryParse(format.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits > 99;
}
