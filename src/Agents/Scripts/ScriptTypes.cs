using Microsoft.CodeAnalysis;

namespace Rlar.Agents.Scripts;

/// <summary>What is asked of types.</summary>
/// <param name="allowed">What a script may use.</param>
internal sealed class ScriptTypes(AllowedMembers allowed)
{
    private const int MostFields = 8;

    /// <summary>Why a script may not have a value of a type; null where it may.</summary>
    internal string? Refuses(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Dynamic } => "dynamic: name the type",
        IArrayTypeSymbol { Rank: > 2 } => "an array of more than two dimensions: nest arrays",
        IArrayTypeSymbol array => Refuses(array.ElementType),
        IErrorTypeSymbol => null, // the compiler says more of it
        ITypeParameterSymbol => null,
        INamedTypeSymbol { IsTupleType: true } tuple => RefusesTuple(tuple),
        INamedTypeSymbol { IsAnonymousType: true } anonymous => RefusesParts(anonymous),
        INamedTypeSymbol named when IsOwn(named) => null,
        INamedTypeSymbol named when !allowed.HasType(named) => $"the type {named.ToDisplayString()}: it is none of those that scripts have (docs/scripts.md)",
        INamedTypeSymbol named => RefusesArguments(named),
        _ => $"the type {type.ToDisplayString()}: scripts have no pointers",
    };

    /// <summary>Whether a type is declared in the script.</summary>
    internal static bool IsOwn(ITypeSymbol type) => type is not IArrayTypeSymbol && type.Locations.Any(place => place.IsInSource) && !type.IsAnonymousType && !type.IsTupleType;

    /// <summary>Whether a value is a text, a character, a number, a truth value or a date: nothing that runs code of the script when it is compared or written.</summary>
    internal static bool IsPlain(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_DateTime
        || type.TypeKind == TypeKind.Enum
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && IsPlain(nullable.TypeArguments[0]))
        || type.ToDisplayString() is "System.DateOnly" or "System.TimeSpan" or "System.TimeOnly" or "System.Globalization.CultureInfo" or "System.IFormatProvider"
            or "System.Text.StringBuilder" or "System.Index" or "System.Range";

    /// <summary>Whether a type is of plain values: itself, or an array or a collection of such.</summary>
    internal static bool IsOfPlain(ITypeSymbol type) => IsPlain(type)
        || (type is IArrayTypeSymbol array && IsPlain(array.ElementType))
        || (type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsGenericType: true } named && !IsOwn(named) && named.TypeArguments.All(IsPlain))
        || type.ContainingNamespace?.ToDisplayString() == "Rlar.Agents.Scripts.Patterns";

    /// <summary>Whether a value is a sequence that may be made while it is read.</summary>
    internal static bool IsLazy(ITypeSymbol type) => type.OriginalDefinition.ToDisplayString() is "System.Collections.Generic.IEnumerable<T>"
        or "System.Linq.IOrderedEnumerable<TElement>" or "System.Linq.IGrouping<TKey, TElement>" or "System.Linq.ILookup<TKey, TElement>";

    private string? RefusesTuple(INamedTypeSymbol tuple) =>
        Fields(tuple) > MostFields ? $"a tuple of more than {MostFields} values: write a record" : RefusesParts(tuple.TupleElements.Select(element => element.Type));

    private string? RefusesParts(INamedTypeSymbol anonymous)
    {
        var types = anonymous.GetMembers().OfType<IPropertySymbol>().Select(property => property.Type).ToArray();
        return types.Length > MostFields ? $"more than {MostFields} values together: write a class" : RefusesParts(types);
    }

    // What compares or writes its parts must not run without end over parts that are shared.
    private string? RefusesParts(IEnumerable<ITypeSymbol> parts) =>
        parts.Select(part => part.SpecialType == SpecialType.System_Object || part is INamedTypeSymbol { IsAnonymousType: true } ? "objects inside of a tuple: name their type" : Refuses(part))
            .FirstOrDefault(refused => refused is not null);

    private string? RefusesArguments(INamedTypeSymbol named)
    {
        if (named is { IsValueType: true, IsGenericType: true } && named.TypeArguments.Any(argument => argument.SpecialType == SpecialType.System_Object))
            return $"{named.ToDisplayString()}: name the type in place of object";
        return named.TypeArguments.Select(Refuses).FirstOrDefault(refused => refused is not null);
    }

    private static int Fields(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Sum(element => Fields(element.Type))
        : type is INamedTypeSymbol { IsValueType: true, IsGenericType: true } named ? named.TypeArguments.Sum(Fields) : 1;
}
