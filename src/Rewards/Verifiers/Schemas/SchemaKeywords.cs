using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>The keywords of draft 2020-12 whose values must be of some shape, and those whose values are schemas.</summary>
internal static class SchemaKeywords
{
    private static readonly HashSet<string> s_types = ["null", "boolean", "object", "array", "number", "string", "integer"];

    /// <summary>Keywords whose value is a schema.</summary>
    public static readonly HashSet<string> WithSchema =
    [
        "additionalProperties", "propertyNames", "contains", "items", "additionalItems", "not", "if", "then", "else", "unevaluatedItems",
        "unevaluatedProperties", "contentSchema",
    ];

    /// <summary>Keywords whose value is a list of schemas.</summary>
    public static readonly HashSet<string> WithSchemas = ["allOf", "anyOf", "oneOf", "prefixItems"];

    /// <summary>Keywords whose value has schemas for members.</summary>
    public static readonly HashSet<string> WithSchemaMembers =
        ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "dependencies"];

    /// <summary>What a keyword's value should be; null where the value is of the right shape, or the keyword is none of these.</summary>
    public static string? Expected(string keyword, Literal value) => keyword switch
    {
        "type" => IsType(value) ? null : "type takes one of null, boolean, object, array, number, string, integer, or a list of them",
        "enum" => value.Kind == LiteralKind.List ? null : "enum takes a list",
        "multipleOf" => value.Kind == LiteralKind.Number && value.Number is { IsNegative: false, Digits.Length: > 0 and <= 400 }
            ? null : "multipleOf takes a number above 0",
        "maximum" or "minimum" => value.Kind == LiteralKind.Number ? null : $"{keyword} takes a number",
        "exclusiveMaximum" or "exclusiveMinimum" => // true or false in draft-04, and in OpenAPI 3.0
            value.Kind is LiteralKind.Number or LiteralKind.Boolean ? null : $"{keyword} takes a number, or true or false",
        "maxLength" or "minLength" or "maxItems" or "minItems" or "maxContains" or "minContains" or "maxProperties" or "minProperties" =>
            value is { Kind: LiteralKind.Number, Number: { IsWhole: true, IsNegative: false } } ? null : $"{keyword} takes a whole number of 0 or more",
        "uniqueItems" => value.Kind == LiteralKind.Boolean ? null : "uniqueItems takes true or false",
        "required" => IsTexts(value) ? null : "required takes a list of strings",
        "dependentRequired" => value.Kind == LiteralKind.Map && value.Members.All(member => IsTexts(member.Value))
            ? null : "dependentRequired takes an object of lists of strings",
        "pattern" or "format" or "$ref" or "$dynamicRef" or "$anchor" or "$dynamicAnchor" or "$id" =>
            value.Kind == LiteralKind.Text ? null : $"{keyword} takes a string",
        _ => null,
    };

    /// <summary>Whether a value may stand where a schema should.</summary>
    public static bool IsSchema(Literal value) => value.Kind is LiteralKind.Map or LiteralKind.Boolean;

    private static bool IsType(Literal value) =>
        (value.Kind == LiteralKind.Text && s_types.Contains(value.Text))
        || (value.Kind == LiteralKind.List && value.Items.All(item => item.Kind == LiteralKind.Text && s_types.Contains(item.Text)));

    private static bool IsTexts(Literal value) => value.Kind == LiteralKind.List && value.Items.All(item => item.Kind == LiteralKind.Text);
}
