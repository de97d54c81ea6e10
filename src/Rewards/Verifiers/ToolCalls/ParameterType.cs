using System.Text;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>BFCL's types of parameters and its standard form of texts.</summary>
internal static class ParameterType
{
    /// <summary>
    /// Whether a value is of a declared type: a whole number is a float too, a float is no integer, the items of an array are checked one level
    /// deep. As in BFCL, a value of the type of the alternatives passes where the declaration names another (a variable's name for its value).
    /// </summary>
    public static bool Fits(Literal value, string type, Literal schema, IReadOnlyList<Literal> alternatives)
    {
        if (!IsOf(value, type))
            return IsVariable(value, alternatives);
        var inner = type is "array" or "tuple" && schema.Member("items")?.Member("type") is { Kind: LiteralKind.Text } items ? items.Text : null;
        return inner is null || value.Items.All(item => IsOf(item, inner) || alternatives.Any(alternative => IsVariable(item, alternative.Items)));
    }

    /// <summary>Whether the alternatives are of another type than the declared one.</summary>
    public static bool AreVariables(IReadOnlyList<Literal> alternatives, string type) => First(alternatives) is { } first && !IsOf(first, type);

    /// <summary>The text of a string or of a name that stands for one; null for any other value.</summary>
    public static string? TextOf(Literal value) => value.Kind is LiteralKind.Text or LiteralKind.Name ? value.Text : null;

    /// <summary>A text without blanks and ,./-_*^, in lower case, with double quotes for single ones (BFCL standardize_string).</summary>
    public static string Standardized(string text)
    {
        var standard = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is not (' ' or ',' or '.' or '/' or '-' or '_' or '*' or '^'))
                standard.Append(c == '\'' ? '"' : char.ToLowerInvariant(c));
        }

        return standard.ToString();
    }

    private static bool IsOf(Literal value, string type) => type.ToLowerInvariant() switch
    {
        "string" or "str" => TextOf(value) is not null,
        "integer" or "int" => value.Kind == LiteralKind.Number && value.Number.IsIntegerLiteral,
        "float" or "number" or "double" => value.Kind == LiteralKind.Number,
        "boolean" or "bool" => value.Kind == LiteralKind.Boolean,
        "array" or "tuple" or "list" => value.Kind is LiteralKind.List or LiteralKind.Tuple,
        "dict" or "object" => value.Kind == LiteralKind.Map,
        "null" => value.Kind == LiteralKind.Null,
        _ => true, // any, and types that this does not know
    };

    private static bool IsVariable(Literal value, IReadOnlyList<Literal> alternatives)
    {
        var first = First(alternatives);
        return first is not null && (first.Kind == value.Kind || (TextOf(first) is not null && TextOf(value) is not null))
            && (first.Kind != LiteralKind.Number || first.Number.IsIntegerLiteral == value.Number.IsIntegerLiteral);
    }

    private static Literal? First(IReadOnlyList<Literal> alternatives) =>
        alternatives.FirstOrDefault(alternative => alternative is not { Kind: LiteralKind.Text, Text.Length: 0 });
}
