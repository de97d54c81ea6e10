using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rlar.Agents.Scripts;

/// <summary>
/// Says what a script does that it may not: each name of the library must be on the list (allowed.txt), by the compiler's own reading of it, and its own declarations
/// keep no state and hide no code that is not counted. What is on no list is refused.
/// </summary>
internal sealed partial class ScriptAnalyzer
{
    private readonly SemanticModel _model;
    private readonly AllowedMembers _allowed;
    private readonly ScriptTypes _types;
    private readonly List<ScriptDiagnostic> _found = [];

    private ScriptAnalyzer(SemanticModel model, AllowedMembers allowed) => (_model, _allowed, _types) = (model, allowed, new ScriptTypes(allowed));

    /// <summary>What is wrong with a script that compiles; nothing where it may run.</summary>
    /// <param name="model">The compiler's reading of it.</param>
    /// <param name="allowed">What it may use.</param>
    internal static IReadOnlyList<ScriptDiagnostic> Check(SemanticModel model, AllowedMembers allowed)
    {
        var analyzer = new ScriptAnalyzer(model, allowed);
        var root = (CompilationUnitSyntax)model.SyntaxTree.GetRoot();
        analyzer.CheckScore(root);
        foreach (var node in root.DescendantNodes(node => node is not UsingDirectiveSyntax))
            analyzer.Check(node);
        return [.. analyzer._found.Distinct().OrderBy(found => found.Line).ThenBy(found => found.Id, StringComparer.Ordinal)];
    }

    private void Say(SyntaxNode node, string id, string message) => _found.Add(ScriptShape.Of(node.GetLocation(), id, message));

    private void CheckScore(CompilationUnitSyntax root)
    {
        var scores = root.Members.OfType<MethodDeclarationSyntax>().Where(method => method.Identifier.ValueText == "Score").ToArray();
        if (scores.Length == 1 && _model.GetDeclaredSymbol(scores[0]) is
            {
                ReturnType.SpecialType: SpecialType.System_Double,
                Parameters: [{ Type.SpecialType: SpecialType.System_String }, { Type.SpecialType: SpecialType.System_String }, { Type.SpecialType: SpecialType.System_String }, var data],
            } score
            && score.Parameters.All(parameter => parameter.RefKind == RefKind.None)
            && data.Type.ToDisplayString(NullableFlowState.None) == "System.Collections.Generic.IReadOnlyDictionary<string, string>")
            return;
        Say(
            scores.Length > 0 ? scores[0] : root,
            "RS010",
            "a script has one function 'double Score(string prompt, string completion, string? reference, IReadOnlyDictionary<string, string> data)' at the top");
    }

    private void Check(SyntaxNode node)
    {
        CheckDeclaration(node);
        CheckWriting(node);
        switch (node)
        {
            case ExpressionSyntax expression:
                CheckExpression(expression);
                break;
            case CatchClauseSyntax clause:
                CheckCatch(clause);
                break;
        }
    }

    private void CheckExpression(ExpressionSyntax node)
    {
        var info = _model.GetTypeInfo(node);
        if (info.Type is { } type && _types.Refuses(type) is { } refused)
            Say(node, "RS004", refused);
        else if (info.ConvertedType is { } converted && _types.Refuses(converted) is { } refusedConverted)
            Say(node, "RS004", refusedConverted);
        CheckSymbol(node, _model.GetSymbolInfo(node).Symbol);
        if (node.Parent is InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression })
            CheckSymbol(node, _model.GetCollectionInitializerSymbolInfo(node).Symbol);
    }

    private void CheckSymbol(ExpressionSyntax node, ISymbol? symbol)
    {
        switch (symbol)
        {
            case ITypeSymbol type:
                if (_types.Refuses(type) is { } refused)
                    Say(node, "RS004", refused);
                break;
            case IMethodSymbol { MethodKind: MethodKind.DelegateInvoke or MethodKind.AnonymousFunction or MethodKind.LocalFunction }:
                break;
            case IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol:
                CheckMember(node, symbol);
                break;
            case ILocalSymbol { RefKind: not RefKind.None }:
                Say(node, "RS007", "a local that refers to another: write it without ref");
                break;
        }
    }

    private void CheckMember(ExpressionSyntax node, ISymbol member)
    {
        if (member.ContainingType is { IsAnonymousType: true } or { IsTupleType: true } || member.Locations.Any(place => place.IsInSource)
            || member.ContainingType is { TypeKind: TypeKind.Delegate } && member is IMethodSymbol { MethodKind: MethodKind.Constructor }
            || member.IsImplicitlyDeclared && member.ContainingType is { } container && ScriptTypes.IsOwn(container)
            || member.ContainingType is null)
            return;
        if (_allowed.CostOf(member) is not { } cost)
        {
            Say(node, "RS005", $"{member.ContainingType.ToDisplayString()}.{member.Name}: it is none of the members that scripts have{Instead(member)} (docs/scripts.md)");
            return;
        }

        foreach (var parameter in (member as IMethodSymbol)?.Parameters ?? [])
        {
            if (_types.Refuses(parameter.Type) is { } refused)
                Say(node, "RS004", $"{member.Name} with {refused}");
        }

        if (member is IMethodSymbol { ContainingType.Name: "StringBuilder" } appended
            && (appended.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_Object) || (appended.Name == "Insert" && appended.Parameters.Length > 2)))
            Say(node, "RS012", $"{appended.Name} of an object, or several times: call its ToString(), or write a loop");
        if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension } && !IsCalled(node)
            && (cost != MemberCost.Constant || ((IMethodSymbol)member).Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_String)))
            Say(node, "RS011", $"{member.Name} as a function: write it as a lambda, x => …{member.Name}(x)");
        if (member is IPropertySymbol { IsIndexer: false } or IFieldSymbol && IsWritten(node))
            Say(node, "RS005", $"{member.ContainingType.Name}.{member.Name} cannot be set by a script");
    }

    private static string Instead(ISymbol member) => $"{member.ContainingType.Name}.{member.Name}" switch
    {
        "String.Format" => ": write an interpolated string",
        "DateTime.Parse" or "DateTime.TryParse" => ": it reads the clock; use TryParseExact",
        "CultureInfo.CurrentCulture" or "CultureInfo.CurrentUICulture" => ": use CultureInfo.InvariantCulture",
        "DateTime.Now" or "DateTime.UtcNow" or "DateTime.Today" => ": a verdict may not depend on the clock",
        _ when member.Name == "GetHashCode" => ": it differs from process to process",
        _ => "",
    };

    // The name of the member is part of the node that is called.
    private static bool IsCalled(ExpressionSyntax node)
    {
        SyntaxNode whole = node;
        while (whole.Parent is MemberAccessExpressionSyntax access && access.Name == whole || whole.Parent is MemberBindingExpressionSyntax)
            whole = whole.Parent;
        return whole is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax || whole.Parent is InvocationExpressionSyntax call && call.Expression == whole
            || node.Parent is InitializerExpressionSyntax;
    }

    private static bool IsWritten(ExpressionSyntax node)
    {
        SyntaxNode whole = node;
        while (whole.Parent is MemberAccessExpressionSyntax access && access.Name == whole || whole.Parent is ParenthesizedExpressionSyntax)
            whole = whole.Parent;
        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == whole,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => true,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } => true,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax } } => true,
            _ => false,
        };
    }

    private void CheckCatch(CatchClauseSyntax clause)
    {
        var caught = clause.Declaration is null ? null : _model.GetTypeInfo(clause.Declaration.Type).Type;
        if (caught?.ToDisplayString() is null or "System.Exception" or "System.SystemException" or "System.ArithmeticException")
            Say(clause, "RS009", "it catches everything: name what you expect, such as FormatException; a call that fails is a failure and no score");
    }
}
