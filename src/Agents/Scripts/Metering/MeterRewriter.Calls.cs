using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rlar.Agents.Scripts.Rules;

namespace Rlar.Agents.Scripts.Metering;

/// <summary>Calls of the library.</summary>
internal sealed partial class MeterRewriter
{
    /// <inheritdoc/>
    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (model.GetConstantValue(node).HasValue)
            return node; // nameof
        var made = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        if (Library(node) is not { } method)
            return made;
        var cost = allowed.CostOf(method) ?? MemberCost.Size;
        if (cost == MemberCost.Replaced)
            return Replaced(node, made, method);
        if (cost == MemberCost.Constant)
            return made.WithArgumentList(Arguments(node.ArgumentList, made.ArgumentList, method, cost));
        made = made.WithArgumentList(Arguments(node.ArgumentList, made.ArgumentList, method, cost));
        if (made.Expression is MemberAccessExpressionSyntax access && node.Expression is MemberAccessExpressionSyntax original && Receives(method, original))
            made = made.WithExpression(access.WithExpression(Receiver(original.Expression, access.Expression, method, cost)));
        return cost == MemberCost.Entry || !method.ReturnType.IsReferenceType || node.Parent is ExpressionStatementSyntax || IsBound(node)
            || ReturnsSelf(method)
            ? made
            : MeterCalls.Meter("Made", made);
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitConditionalAccessExpression(ConditionalAccessExpressionSyntax node)
    {
        var made = (ConditionalAccessExpressionSyntax)base.VisitConditionalAccessExpression(node)!;
        var type = model.GetTypeInfo(node.Expression).Type;
        made = type is { IsReferenceType: true } && !ScriptTypes.IsOwn(type) && !IsBound(node.Expression)
            ? made.WithExpression(MeterCalls.Meter("Size", made.Expression))
            : made;
        return model.GetTypeInfo(node).Type is { IsReferenceType: true } && node.Parent is not (ExpressionStatementSyntax or ConditionalAccessExpressionSyntax)
            ? MeterCalls.Meter("Made", made)
            : made;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitObjectCreationExpression(ObjectCreationExpressionSyntax node)
    {
        var made = (ObjectCreationExpressionSyntax)base.VisitObjectCreationExpression(node)!;
        var method = model.GetSymbolInfo(node).Symbol as IMethodSymbol;
        if (method?.ContainingType.TypeKind == TypeKind.Delegate)
            return made;
        if (method is not null && made.ArgumentList is not null && !ScriptTypes.IsOwn(method.ContainingType))
            made = made.WithArgumentList(Arguments(node.ArgumentList!, made.ArgumentList, method, allowed.CostOf(method) ?? MemberCost.Size));
        return model.GetTypeInfo(node).Type is { IsReferenceType: true }
            && node.Parent is not ExpressionStatementSyntax ? MeterCalls.Meter("Made", made) : made;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitImplicitObjectCreationExpression(ImplicitObjectCreationExpressionSyntax node)
    {
        var made = (ImplicitObjectCreationExpressionSyntax)base.VisitImplicitObjectCreationExpression(node)!;
        return model.GetSymbolInfo(node).Symbol is IMethodSymbol method && !ScriptTypes.IsOwn(method.ContainingType)
            ? made.WithArgumentList(Arguments(node.ArgumentList, made.ArgumentList, method, allowed.CostOf(method) ?? MemberCost.Size))
            : made;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitArrayCreationExpression(ArrayCreationExpressionSyntax node)
    {
        var made = (ArrayCreationExpressionSyntax)base.VisitArrayCreationExpression(node)!;
        if (node.Initializer is not null || model.GetTypeInfo(node).Type is not IArrayTypeSymbol array)
            return MeterCalls.Meter("Made", made);
        var element = SyntaxFactory.ParseTypeName(array.ElementType.ToDisplayString(TypeNames.Format));
        var sizes = made.Type.RankSpecifiers[0].Sizes;
        return sizes.Count == 1
            ? MeterCalls.Meter("Array", element, Whole(sizes[0]))
            : MeterCalls.Meter("Grid", element, Whole(sizes[0]), Whole(sizes[1]));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitSpreadElement(SpreadElementSyntax node)
    {
        var made = (SpreadElementSyntax)base.VisitSpreadElement(node)!;
        return made.WithExpression(IsLazy(node.Expression) ? MeterCalls.Meter("Each", made.Expression) : MeterCalls.Meter("Size", made.Expression));
    }

    private static ExpressionSyntax Whole(ExpressionSyntax size) =>
        SyntaxFactory.CheckedExpression(
            SyntaxKind.CheckedExpression,
            SyntaxFactory.CastExpression(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.IntKeyword)),
                SyntaxFactory.ParenthesizedExpression(size.WithoutTrivia())));

    private IMethodSymbol? Library(InvocationExpressionSyntax node) =>
        model.GetSymbolInfo(node).Symbol is IMethodSymbol method
        && method.MethodKind is not (MethodKind.DelegateInvoke or MethodKind.LocalFunction)
        && !method.Locations.Any(place => place.IsInSource)
        && !ScriptTypes.IsOwn(method.ContainingType)
            ? method
            : null;

    // Inside "a?.B().C()" nothing can be put around "?.B()"; what a is was charged, and what comes out is.
    private static bool IsBound(ExpressionSyntax node)
    {
        var inner = node;
        while (inner is InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax)
        {
            inner = inner switch
            {
                InvocationExpressionSyntax call => call.Expression,
                MemberAccessExpressionSyntax access => access.Expression,
                _ => ((ElementAccessExpressionSyntax)inner).Expression,
            };
        }

        return inner is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax;
    }

    private static bool ReturnsSelf(IMethodSymbol method) =>
        !method.IsStatic && SymbolEqualityComparer.Default.Equals(method.ReturnType, method.ContainingType) && method.ContainingType.Name == "StringBuilder";

    private bool Receives(IMethodSymbol method, MemberAccessExpressionSyntax access) =>
        (!method.IsStatic || method.MethodKind == MethodKind.ReducedExtension) && model.GetTypeInfo(access.Expression).Type is { IsReferenceType: true }
        && access.Expression is not (ThisExpressionSyntax or BaseExpressionSyntax) && !IsBound(access.Expression);

    private ExpressionSyntax Receiver(ExpressionSyntax original, ExpressionSyntax made, IMethodSymbol method, MemberCost cost)
    {
        if (cost == MemberCost.Entry || (cost == MemberCost.Pieces && method.Name != "Insert"))
            return MeterCalls.Meter("Grow", made);
        if (method.MethodKind == MethodKind.ReducedExtension)
            return Charged(original, made, method.ReducedFrom!.Parameters[0], MemberCost.Size);
        return Charged(original, made, null, MemberCost.Size);
    }

    private ArgumentListSyntax Arguments(ArgumentListSyntax originals, ArgumentListSyntax made, IMethodSymbol method, MemberCost cost)
    {
        var arguments = made.Arguments.Select((argument, i) =>
        {
            var original = originals.Arguments[i];
            if (!original.RefKindKeyword.IsKind(SyntaxKind.None))
                return argument;
            var parameter = ParameterOf(method, original, i);
            return argument.WithExpression(Charged(original.Expression, argument.Expression, parameter, cost));
        });
        return made.WithArguments(SyntaxFactory.SeparatedList(arguments));
    }

    private static IParameterSymbol? ParameterOf(IMethodSymbol method, ArgumentSyntax argument, int index) =>
        argument.NameColon is { } name
            ? method.Parameters.FirstOrDefault(parameter => parameter.Name == name.Name.Identifier.ValueText)
            : index < method.Parameters.Length ? method.Parameters[index] : null;

    private ExpressionSyntax Charged(ExpressionSyntax original, ExpressionSyntax made, IParameterSymbol? parameter, MemberCost cost)
    {
        var type = model.GetTypeInfo(original).Type;
        if (type is null || model.GetConstantValue(original).HasValue && type.SpecialType == SpecialType.System_String)
            return made;
        if (type.SpecialType == SpecialType.System_String)
            return MeterCalls.Meter(cost == MemberCost.Pieces ? "Piece" : "Text", made);
        if (parameter is { Type.SpecialType: SpecialType.System_Int32, Name: "count" or "capacity" or "totalWidth" or "repeatCount" }
            && cost is MemberCost.Length or MemberCost.Count or MemberCost.Pieces)
            return MeterCalls.Meter(cost == MemberCost.Count ? "Entries" : "Count", made);
        if (cost == MemberCost.Constant || !type.IsReferenceType || type.TypeKind == TypeKind.Delegate || ScriptTypes.IsOwn(type)
            || original is BaseObjectCreationExpressionSyntax or ThisExpressionSyntax)
            return made;
        return ScriptTypes.IsLazy(type) && (parameter is null || ScriptTypes.IsLazy(parameter.Type) && parameter.Type.Name == "IEnumerable")
            ? parameter is null ? made : MeterCalls.Meter("Each", made)
            : MeterCalls.Meter("Size", made);
    }

    // The receiver becomes the first argument.
    private InvocationExpressionSyntax Replaced(InvocationExpressionSyntax node, InvocationExpressionSyntax made, IMethodSymbol method)
    {
        var arguments = made.ArgumentList.Arguments.Select((argument, i) =>
            IsLazy(node.ArgumentList.Arguments[i].Expression) ? argument.WithExpression(MeterCalls.Meter("Each", argument.Expression)) : argument);
        if (!method.IsStatic)
        {
            var receiver = node.Expression is MemberAccessExpressionSyntax
                ? ((MemberAccessExpressionSyntax)made.Expression).Expression
                : throw new NotSupportedException($"'{node}' cannot be metered: write the text before it into a variable");
            arguments = arguments.Prepend(SyntaxFactory.Argument(receiver.WithoutTrivia()));
        }

        return MeterCalls.Metered(method.Name, arguments);
    }

    private bool IsLazy(ExpressionSyntax expression) => model.GetTypeInfo(expression).Type is { } type && ScriptTypes.IsLazy(type);

    private ExpressionSyntax Each(ExpressionSyntax original, ExpressionSyntax made) => IsLazy(original) ? MeterCalls.Meter("Each", made) : made;
}
