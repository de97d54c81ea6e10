using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rlar.Agents.Scripts;

/// <summary>What a script declares.</summary>
internal sealed partial class ScriptAnalyzer
{
    private static readonly HashSet<SyntaxKind> s_modifiers =
    [
        SyntaxKind.PublicKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.StaticKeyword, SyntaxKind.ReadOnlyKeyword,
        SyntaxKind.ConstKeyword, SyntaxKind.SealedKeyword, SyntaxKind.OverrideKeyword, SyntaxKind.RequiredKeyword, SyntaxKind.ParamsKeyword, SyntaxKind.OutKeyword,
        SyntaxKind.RefKeyword, SyntaxKind.InKeyword,
    ];

    private static readonly HashSet<string> s_interfaces =
    [
        "System.Collections.Generic.IComparer<T>", "System.Collections.Generic.IEqualityComparer<T>", "System.IComparable<T>", "System.IEquatable<T>",
    ];

    private void CheckDeclaration(SyntaxNode node)
    {
        if (node is MemberDeclarationSyntax or LocalFunctionStatementSyntax or ParameterSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax
            or LocalDeclarationStatementSyntax)
            CheckModifiers(node);
        switch (node)
        {
            case ParameterSyntax parameter when _model.GetDeclaredSymbol(parameter) is { } symbol && _types.Refuses(symbol.Type) is { } refused:
                Say(node, "RS004", refused);
                break;
            case FieldDeclarationSyntax field:
                CheckField(field);
                break;
            case PropertyDeclarationSyntax property when property.Modifiers.Any(SyntaxKind.StaticKeyword) && property.ExpressionBody is null
                && property.AccessorList!.Accessors.Any(accessor => accessor.Body is null && accessor.ExpressionBody is null):
                Say(node, "RS006", "a static property that keeps a value: what one call leaves, the next must not see; pass it as a parameter");
                break;
            case ClassDeclarationSyntax or RecordDeclarationSyntax:
                CheckType((TypeDeclarationSyntax)node);
                break;
            case ConstructorDeclarationSyntax constructor when constructor.Modifiers.Any(SyntaxKind.StaticKeyword):
                Say(node, "RS006", "a static constructor runs once and leaves its work to all calls: leave it out");
                break;
            case ConstructorInitializerSyntax initializer when CreatesOwn(initializer):
                Say(node, "RS008", "it creates objects of the script before the constructor runs: do that in the constructor");
                break;
            case BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax:
                CheckReturn(node);
                break;
        }
    }

    private void CheckModifiers(SyntaxNode node)
    {
        foreach (var token in node.ChildTokens().Where(token => token.IsKeyword() && IsModifier(token)))
        {
            if (!s_modifiers.Contains(token.Kind()))
                Say(node, "RS007", $"'{token.ValueText}': a script has no such modifier");
        }

        if (node is MethodDeclarationSyntax method && method.Modifiers.Any(SyntaxKind.OverrideKeyword)
            && method.Identifier.ValueText is not ("ToString" or "Equals" or "GetHashCode"))
            Say(node, "RS008", $"{method.Identifier.ValueText} is overridden: a script overrides ToString, Equals and GetHashCode alone");
    }

    private static bool IsModifier(SyntaxToken token) => SyntaxFacts.IsAccessibilityModifier(token.Kind()) || token.Kind() is
        SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword or SyntaxKind.ConstKeyword or SyntaxKind.SealedKeyword or SyntaxKind.OverrideKeyword
        or SyntaxKind.VirtualKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.ExternKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.VolatileKeyword
        or SyntaxKind.NewKeyword or SyntaxKind.AsyncKeyword or SyntaxKind.PartialKeyword or SyntaxKind.FixedKeyword or SyntaxKind.RequiredKeyword
        or SyntaxKind.FileKeyword or SyntaxKind.ScopedKeyword or SyntaxKind.ThisKeyword or SyntaxKind.ParamsKeyword or SyntaxKind.RefKeyword or SyntaxKind.OutKeyword
        or SyntaxKind.InKeyword;

    private void CheckField(FieldDeclarationSyntax field)
    {
        if (!field.Modifiers.Any(SyntaxKind.StaticKeyword) || field.Modifiers.Any(SyntaxKind.ConstKeyword))
            return;
        if (field.Parent is not CompilationUnitSyntax)
            Say(field, "RS006", "a static field of a class: make it const, or a readonly field at the top of the script, which each call gets anew");
        else if (!field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword))
            Say(field, "RS006", "a static field that can be written: what one call leaves, the next must not see; make it a local of Score");
    }

    private void CheckType(TypeDeclarationSyntax type)
    {
        foreach (var given in type.BaseList?.Types ?? [])
        {
            if (_model.GetTypeInfo(given.Type).Type is not INamedTypeSymbol { TypeKind: TypeKind.Interface } symbol
                || !s_interfaces.Contains(symbol.OriginalDefinition.ToDisplayString()))
                Say(given, "RS008", $"'{given}': a class of a script has no base but IComparer<T>, IEqualityComparer<T>, IComparable<T> and IEquatable<T>");
        }

        foreach (var initializer in type.Members.SelectMany(Initializers).Where(CreatesOwn))
            Say(initializer, "RS008", "it creates objects of the script before the constructor runs: do that in the constructor");
        if (type is RecordDeclarationSyntax && _model.GetDeclaredSymbol(type) is { } record)
        {
            foreach (var property in record.GetMembers().OfType<IPropertySymbol>().Where(property => !property.IsImplicitlyDeclared && property.Name != "EqualityContract"))
            {
                if (!ScriptTypes.IsOfPlain(property.Type))
                    Say(type, "RS008", $"the record {record.Name} holds {property.Type.ToDisplayString()}: a record holds texts, numbers and collections of them; write a class");
            }
        }
    }

    private void CheckReturn(SyntaxNode node)
    {
        if (_model.GetDeclaredSymbol(node) is not IMethodSymbol method)
            return;
        if (method.RefKind != RefKind.None)
            Say(node, "RS007", "it returns a reference: return the value");
        if (_types.Refuses(method.ReturnType) is { } refused)
            Say(node, "RS004", refused);
    }

    private static IEnumerable<EqualsValueClauseSyntax> Initializers(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Initializer).OfType<EqualsValueClauseSyntax>(),
        PropertyDeclarationSyntax { Initializer: { } initializer } => [initializer],
        _ => [],
    };

    private bool CreatesOwn(SyntaxNode node) => node.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
        .Any(creation => _model.GetTypeInfo(creation).Type is { } type && ScriptTypes.IsOwn(type));
}
