using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rlar.Agents.Scripts.Metering;

/// <summary>
/// A script as a class that a worker calls: each call makes the script's fields anew, those that are static as well, so that no call leaves anything to the next.
/// </summary>
internal static class ScriptClass
{
    /// <summary>The function that a worker calls.</summary>
    internal const string Entry = "RlarScore";

    /// <summary>The unit with the class.</summary>
    /// <param name="model">The script, as the compiler reads it.</param>
    /// <param name="allowed">What members cost.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="usings">Namespaces that every script has.</param>
    internal static CompilationUnitSyntax Of(SemanticModel model, AllowedMembers allowed, string className, IEnumerable<string> usings)
    {
        var root = (CompilationUnitSyntax)model.SyntaxTree.GetRoot();
        var rewriter = new MeterRewriter(model, allowed);
        List<MemberDeclarationSyntax> members = [];
        List<StatementSyntax> again = [];
        foreach (var member in root.Members)
        {
            var made = Inside((MemberDeclarationSyntax)rewriter.Visit(member)!);
            if (member is FieldDeclarationSyntax field)
                made = Field(model, field, (FieldDeclarationSyntax)made, again);
            members.Add(made);
        }

        members.Add(SyntaxFactory.ParseMemberDeclaration(
            $"internal static double {Entry}(string prompt, string completion, string reference, System.Collections.Generic.IReadOnlyDictionary<string, string> data) "
            + $"{{ {string.Concat(again.Select(statement => statement.NormalizeWhitespace().ToFullString()))} return {Score(root, className)}(prompt, completion, reference, data); }}")!);
        var named = root.Usings.Select(given => given.WithoutTrivia().NormalizeWhitespace()).ToList();
        named.AddRange(usings.Where(space => named.TrueForAll(given => given.Name?.ToString() != space))
            .Select(space => SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(space)).NormalizeWhitespace()));
        return SyntaxFactory.CompilationUnit()
            .WithUsings([.. named])
            .WithMembers([SyntaxFactory.ClassDeclaration(className)
                .WithModifiers([SyntaxFactory.Token([], SyntaxKind.InternalKeyword, [SyntaxFactory.Space])])
                .WithKeyword(SyntaxFactory.Token([], SyntaxKind.ClassKeyword, [SyntaxFactory.Space]))
                .WithMembers([.. members])]);
    }

    private static string Score(CompilationUnitSyntax root, string className) =>
        root.Members.OfType<MethodDeclarationSyntax>().First(method => method.Identifier.ValueText == "Score").Modifiers.Any(SyntaxKind.StaticKeyword)
            ? "Score"
            : $"new {className}().Score";

    // What is at the top of a script is for the script alone, however it is marked.
    private static MemberDeclarationSyntax Inside(MemberDeclarationSyntax member) =>
        member.WithModifiers([SyntaxFactory.Token([], SyntaxKind.InternalKeyword, [SyntaxFactory.Space]),
            .. member.Modifiers.Where(modifier => !SyntaxFacts.IsAccessibilityModifier(modifier.Kind()))]);

    private static FieldDeclarationSyntax Field(SemanticModel model, FieldDeclarationSyntax original, FieldDeclarationSyntax made, List<StatementSyntax> again)
    {
        if (original.Declaration.Type is IdentifierNameSyntax { IsVar: true } && model.GetDeclaredSymbol(original.Declaration.Variables[0]) is IFieldSymbol symbol)
        {
            made = made.WithDeclaration(made.Declaration.WithType(
                SyntaxFactory.ParseTypeName(symbol.Type.ToDisplayString(TypeNames.Format) + " ")));
        }

        if (!made.Modifiers.Any(SyntaxKind.StaticKeyword) || made.Modifiers.Any(SyntaxKind.ConstKeyword))
            return made;
        foreach (var variable in made.Declaration.Variables.Where(variable => variable.Initializer is not null))
        {
            var value = variable.Initializer!.Value is InitializerExpressionSyntax initializer
                ? SyntaxFactory.ArrayCreationExpression((ArrayTypeSyntax)made.Declaration.Type.WithoutTrivia(), initializer)
                : variable.Initializer.Value;
            if (value is ImplicitObjectCreationExpressionSyntax bare)
                value = SyntaxFactory.ObjectCreationExpression(made.Declaration.Type.WithoutTrivia(), bare.ArgumentList, bare.Initializer);
            again.Add(SyntaxFactory.ExpressionStatement(SyntaxFactory.AssignmentExpression(
                SyntaxKind.SimpleAssignmentExpression, SyntaxFactory.IdentifierName(variable.Identifier), value)));
        }

        var bareVariables = made.Declaration.Variables.Select(variable => variable.WithInitializer(null));
        return made.WithModifiers([.. made.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.ReadOnlyKeyword))])
            .WithDeclaration(made.Declaration.WithVariables([.. bareVariables]));
    }
}
