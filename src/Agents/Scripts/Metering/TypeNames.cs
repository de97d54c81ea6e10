using Microsoft.CodeAnalysis;

namespace Rlar.Agents.Scripts.Metering;

/// <summary>How types are named in what the rewriter writes.</summary>
internal static class TypeNames
{
    /// <summary>Types of the library in full; those of the script by their own names, since the class around them is another one.</summary>
    internal static SymbolDisplayFormat Format { get; } = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);
}
