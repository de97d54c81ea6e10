using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rlar.Agents.Scripts;

/// <summary>
/// What is refused before anything is bound: a source that could keep the compiler itself busy without end, and syntax that scripts do not have. The syntax is a list
/// of what is allowed; what a later C# adds is not on it.
/// </summary>
internal static class ScriptShape
{
    /// <summary>The most characters of a script.</summary>
    internal const int LongestSource = 32_768;

    private const int DeepestNesting = 240;
    private const int DeepestLambda = 4;
    private const int LongestConstant = 8192;

    private static readonly HashSet<SyntaxKind> s_allowed = [.. Kinds()];

    /// <summary>Why a source is not even bound; nothing where it may be.</summary>
    internal static IEnumerable<ScriptDiagnostic> Check(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        foreach (var trivia in root.DescendantTrivia().Where(trivia => trivia.IsDirective))
            yield return Of(trivia.GetLocation(), "RS001", $"'{Short(trivia.ToString())}': a script has no directives: leave it out");
        if (Deepest(root) > DeepestNesting)
        {
            yield return Of(root.GetLocation(), "RS003", $"its expressions or blocks are nested more than {DeepestNesting} deep: take them apart");
            yield break;
        }

        foreach (var node in root.DescendantNodes())
        {
            if (!s_allowed.Contains(node.Kind()))
                yield return Of(node.GetLocation(), "RS002", $"'{Short(node.ToString())}': a script has no {Words(node.Kind())}{Hint(node.Kind())}");
            else if (node is AnonymousFunctionExpressionSyntax && node.Ancestors().Count(outer => outer is AnonymousFunctionExpressionSyntax) >= DeepestLambda)
                yield return Of(node.GetLocation(), "RS003", $"lambdas are nested more than {DeepestLambda} deep: write a function");
        }

        if (LargestConstant(root) > LongestConstant)
            yield return Of(root.GetLocation(), "RS003", $"its constants add up to texts of more than {LongestConstant} characters");
    }

    /// <summary>A diagnostic at a place.</summary>
    internal static ScriptDiagnostic Of(Location location, string id, string message) => new(id, location.GetLineSpan().StartLinePosition.Line + 1, message);

    /// <summary>The first line of a source, shortened, as a message quotes it.</summary>
    internal static string Short(string text)
    {
        var line = text.ReplaceLineEndings("\n").Split('\n')[0].Trim();
        return line.Length > 60 ? line[..60] + "…" : line;
    }

    // Without recursion: how deep it goes is the question.
    private static int Deepest(SyntaxNode root)
    {
        var (deepest, open) = (0, new Stack<(SyntaxNode Node, int Depth)>([(root, 1)]));
        while (open.TryPop(out var next))
        {
            deepest = Math.Max(deepest, next.Depth);
            foreach (var child in next.Node.ChildNodes())
                open.Push((child, next.Depth + 1));
        }

        return deepest;
    }

    // Constants are joined by the compiler, and each can be made of others.
    private static long LargestConstant(SyntaxNode root)
    {
        var sizes = new Dictionary<string, long>();
        var largest = 0L;
        foreach (var constant in root.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(IsConstant))
        {
            var size = constant.Initializer!.DescendantTokens().Sum(token => token.IsKind(SyntaxKind.IdentifierToken)
                ? sizes.GetValueOrDefault(token.ValueText)
                : token.ValueText.Length);
            sizes[constant.Identifier.ValueText] = Math.Max(size, sizes.GetValueOrDefault(constant.Identifier.ValueText));
            largest = Math.Max(largest, size);
        }

        return largest;
    }

    private static bool IsConstant(VariableDeclaratorSyntax variable) => variable is { Initializer: not null, Parent.Parent: { } declaration }
        && ((declaration as FieldDeclarationSyntax)?.Modifiers ?? (declaration as LocalDeclarationStatementSyntax)?.Modifiers)?.Any(SyntaxKind.ConstKeyword) == true;

    private static string Hint(SyntaxKind kind) => kind switch
    {
        SyntaxKind.GlobalStatement => ": put it into a function",
        SyntaxKind.QueryExpression => ": write Where(…), Select(…) and the like",
        SyntaxKind.GotoStatement or SyntaxKind.LabeledStatement => ": write a loop",
        SyntaxKind.AwaitExpression => ": it runs by itself, and waits for nothing",
        SyntaxKind.StructDeclaration or SyntaxKind.RecordStructDeclaration => ": write a class or a record",
        SyntaxKind.CatchFilterClause => ": catch the exception that you expect",
        SyntaxKind.NamespaceDeclaration or SyntaxKind.FileScopedNamespaceDeclaration => ": write its members at the top",
        SyntaxKind.TypeParameterList => ": write it for the type that you use",
        _ => "",
    };

    private static string Words(SyntaxKind kind) =>
        string.Concat(kind.ToString().SelectMany((letter, i) => char.IsUpper(letter) && i > 0 ? [' ', char.ToLowerInvariant(letter)] : new[] { char.ToLowerInvariant(letter) }));

    private static IEnumerable<SyntaxKind> Kinds() =>
    [
        // Declarations.
        SyntaxKind.CompilationUnit, SyntaxKind.UsingDirective, SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement, SyntaxKind.FieldDeclaration,
        SyntaxKind.ClassDeclaration, SyntaxKind.RecordDeclaration, SyntaxKind.EnumDeclaration, SyntaxKind.EnumMemberDeclaration, SyntaxKind.ConstructorDeclaration,
        SyntaxKind.PropertyDeclaration, SyntaxKind.IndexerDeclaration, SyntaxKind.AccessorList, SyntaxKind.GetAccessorDeclaration, SyntaxKind.SetAccessorDeclaration,
        SyntaxKind.InitAccessorDeclaration, SyntaxKind.ParameterList, SyntaxKind.BracketedParameterList, SyntaxKind.Parameter, SyntaxKind.VariableDeclaration,
        SyntaxKind.VariableDeclarator, SyntaxKind.EqualsValueClause, SyntaxKind.ArrowExpressionClause, SyntaxKind.BaseList, SyntaxKind.SimpleBaseType,
        SyntaxKind.ThisConstructorInitializer,

        // Names and types.
        SyntaxKind.IdentifierName, SyntaxKind.QualifiedName, SyntaxKind.GenericName, SyntaxKind.TypeArgumentList, SyntaxKind.PredefinedType, SyntaxKind.ArrayType,
        SyntaxKind.ArrayRankSpecifier, SyntaxKind.OmittedArraySizeExpression, SyntaxKind.NullableType, SyntaxKind.TupleType, SyntaxKind.TupleElement,

        // Statements.
        SyntaxKind.Block, SyntaxKind.LocalDeclarationStatement, SyntaxKind.ExpressionStatement, SyntaxKind.EmptyStatement, SyntaxKind.ReturnStatement,
        SyntaxKind.IfStatement, SyntaxKind.ElseClause, SyntaxKind.ForStatement, SyntaxKind.ForEachStatement, SyntaxKind.ForEachVariableStatement,
        SyntaxKind.WhileStatement, SyntaxKind.DoStatement, SyntaxKind.BreakStatement, SyntaxKind.ContinueStatement, SyntaxKind.SwitchStatement,
        SyntaxKind.SwitchSection, SyntaxKind.CaseSwitchLabel, SyntaxKind.CasePatternSwitchLabel, SyntaxKind.DefaultSwitchLabel, SyntaxKind.ThrowStatement,
        SyntaxKind.ThrowExpression, SyntaxKind.TryStatement, SyntaxKind.CatchClause, SyntaxKind.CatchDeclaration, SyntaxKind.FinallyClause,
        SyntaxKind.YieldReturnStatement, SyntaxKind.YieldBreakStatement, SyntaxKind.CheckedStatement, SyntaxKind.UncheckedStatement,

        // Expressions.
        SyntaxKind.Argument, SyntaxKind.ArgumentList, SyntaxKind.BracketedArgumentList, SyntaxKind.NameColon, SyntaxKind.InvocationExpression,
        SyntaxKind.SimpleMemberAccessExpression, SyntaxKind.ConditionalAccessExpression, SyntaxKind.MemberBindingExpression, SyntaxKind.ElementBindingExpression,
        SyntaxKind.ElementAccessExpression, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression, SyntaxKind.ObjectInitializerExpression,
        SyntaxKind.CollectionInitializerExpression, SyntaxKind.ComplexElementInitializerExpression, SyntaxKind.ArrayInitializerExpression,
        SyntaxKind.ImplicitElementAccess, SyntaxKind.ArrayCreationExpression, SyntaxKind.ImplicitArrayCreationExpression, SyntaxKind.CollectionExpression,
        SyntaxKind.ExpressionElement, SyntaxKind.SpreadElement, SyntaxKind.AnonymousObjectCreationExpression, SyntaxKind.AnonymousObjectMemberDeclarator,
        SyntaxKind.NameEquals, SyntaxKind.ParenthesizedExpression, SyntaxKind.CastExpression, SyntaxKind.ConditionalExpression, SyntaxKind.CoalesceExpression,
        SyntaxKind.SimpleLambdaExpression, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.TupleExpression, SyntaxKind.DeclarationExpression,
        SyntaxKind.SingleVariableDesignation, SyntaxKind.ParenthesizedVariableDesignation, SyntaxKind.DiscardDesignation, SyntaxKind.RangeExpression,
        SyntaxKind.IndexExpression, SyntaxKind.ThisExpression, SyntaxKind.DefaultExpression, SyntaxKind.DefaultLiteralExpression,
        SyntaxKind.CheckedExpression, SyntaxKind.UncheckedExpression, SyntaxKind.InterpolatedStringExpression, SyntaxKind.InterpolatedStringText,
        SyntaxKind.Interpolation, SyntaxKind.InterpolationAlignmentClause, SyntaxKind.InterpolationFormatClause, SyntaxKind.SuppressNullableWarningExpression,
        SyntaxKind.WithExpression, SyntaxKind.WithInitializerExpression,

        // Literals and operators.
        SyntaxKind.NumericLiteralExpression, SyntaxKind.StringLiteralExpression, SyntaxKind.CharacterLiteralExpression, SyntaxKind.TrueLiteralExpression,
        SyntaxKind.FalseLiteralExpression, SyntaxKind.NullLiteralExpression,
        SyntaxKind.AddExpression, SyntaxKind.SubtractExpression, SyntaxKind.MultiplyExpression, SyntaxKind.DivideExpression, SyntaxKind.ModuloExpression,
        SyntaxKind.LeftShiftExpression, SyntaxKind.RightShiftExpression, SyntaxKind.UnsignedRightShiftExpression, SyntaxKind.LogicalAndExpression,
        SyntaxKind.LogicalOrExpression, SyntaxKind.BitwiseAndExpression, SyntaxKind.BitwiseOrExpression, SyntaxKind.ExclusiveOrExpression,
        SyntaxKind.EqualsExpression, SyntaxKind.NotEqualsExpression, SyntaxKind.LessThanExpression, SyntaxKind.LessThanOrEqualExpression,
        SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.IsExpression, SyntaxKind.AsExpression,
        SyntaxKind.UnaryPlusExpression, SyntaxKind.UnaryMinusExpression, SyntaxKind.LogicalNotExpression, SyntaxKind.BitwiseNotExpression,
        SyntaxKind.PreIncrementExpression, SyntaxKind.PreDecrementExpression, SyntaxKind.PostIncrementExpression, SyntaxKind.PostDecrementExpression,
        SyntaxKind.SimpleAssignmentExpression, SyntaxKind.AddAssignmentExpression, SyntaxKind.SubtractAssignmentExpression,
        SyntaxKind.MultiplyAssignmentExpression, SyntaxKind.DivideAssignmentExpression, SyntaxKind.ModuloAssignmentExpression, SyntaxKind.AndAssignmentExpression,
        SyntaxKind.OrAssignmentExpression, SyntaxKind.ExclusiveOrAssignmentExpression, SyntaxKind.LeftShiftAssignmentExpression,
        SyntaxKind.RightShiftAssignmentExpression, SyntaxKind.CoalesceAssignmentExpression,

        // Patterns.
        SyntaxKind.IsPatternExpression, SyntaxKind.ConstantPattern, SyntaxKind.DeclarationPattern, SyntaxKind.VarPattern, SyntaxKind.TypePattern,
        SyntaxKind.DiscardPattern, SyntaxKind.NotPattern, SyntaxKind.AndPattern, SyntaxKind.OrPattern, SyntaxKind.ParenthesizedPattern,
        SyntaxKind.RelationalPattern, SyntaxKind.RecursivePattern, SyntaxKind.PropertyPatternClause, SyntaxKind.PositionalPatternClause, SyntaxKind.Subpattern,
        SyntaxKind.SwitchExpression, SyntaxKind.SwitchExpressionArm, SyntaxKind.WhenClause,
    ];
}
