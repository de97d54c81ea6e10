using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

internal sealed partial class SchemaEvaluation
{
    private bool MeetsValueKeyword(string keyword, Literal value, Literal schema, Literal instance)
    {
        switch (keyword)
        {
            case "type": return IsOfType(value, instance) || Fail($"is {instance.KindName()} {instance.Show()}, not {Types(value)}");
            case "const": return LiteralEquality.Json.Equals(value, instance) || Fail($"is {instance.Show()}, not {value.Show()}");
            case "enum": return value.Items.Any(item => LiteralEquality.Json.Equals(item, instance)) || Fail($"is {instance.Show()}, none of {value.Show()}");
            case "format":
                return !options.AssertsFormats || instance.Kind != LiteralKind.Text || SchemaFormats.Has(value.Text, instance.Text)
                    || Fail($"is {instance.Show()}, not of the format {value.Text}");
            default:
                return instance.Kind switch
                {
                    LiteralKind.Number => MeetsNumberKeyword(keyword, value, schema, instance.Number),
                    LiteralKind.Text => MeetsTextKeyword(keyword, value, instance.Text),
                    _ => true,
                };
        }
    }

    private bool MeetsNumberKeyword(string keyword, Literal value, Literal schema, LiteralNumber number) => keyword switch
    {
        // In draft-04 true says that the bound itself is outside.
        "exclusiveMaximum" when value.Kind == LiteralKind.Boolean =>
            !value.IsTrue || schema.Member("maximum") is not { } most || number.Order(most.Number) < 0 || Fail($"is {number}, not below {most.Number}"),
        "exclusiveMinimum" when value.Kind == LiteralKind.Boolean =>
            !value.IsTrue || schema.Member("minimum") is not { } least || number.Order(least.Number) > 0 || Fail($"is {number}, not above {least.Number}"),
        "maximum" => number.Order(value.Number) <= 0 || Fail($"is {number}, above {value.Number}"),
        "exclusiveMaximum" => number.Order(value.Number) < 0 || Fail($"is {number}, not below {value.Number}"),
        "minimum" => number.Order(value.Number) >= 0 || Fail($"is {number}, below {value.Number}"),
        "exclusiveMinimum" => number.Order(value.Number) > 0 || Fail($"is {number}, not above {value.Number}"),
        "multipleOf" => number.IsMultipleOf(value.Number) || Fail($"is {number}, no multiple of {value.Number}"),
        _ => true,
    };

    private bool MeetsTextKeyword(string keyword, Literal value, string text)
    {
        switch (keyword)
        {
            case "maxLength":
                return CodePoints(text) is var length && (length <= Count(value) || Fail($"has {length} characters, at most {value.Show()} allowed"));
            case "minLength": return CodePoints(text) is var size && (size >= Count(value) || Fail($"has {size} characters, at least {value.Show()} needed"));
            case "pattern": return Matches(value.Text, text) || Fail($"is {Verdict.Quote(text)}, which does not match {Verdict.Quote(value.Text)}");
            default: return true;
        }
    }

    private static bool IsOfType(Literal type, Literal instance)
    {
        if (type.Kind == LiteralKind.List)
            return type.Items.Any(item => IsOfType(item, instance));
        return type.Text switch
        {
            "null" => instance.Kind == LiteralKind.Null,
            "boolean" => instance.Kind == LiteralKind.Boolean,
            "object" => instance.Kind == LiteralKind.Map,
            "array" => instance.Kind == LiteralKind.List,
            "number" => instance.Kind == LiteralKind.Number,
            "string" => instance.Kind == LiteralKind.Text,
            _ => instance.Kind == LiteralKind.Number && instance.Number.IsWhole,
        };
    }

    private static string Types(Literal type) =>
        type.Kind == LiteralKind.List ? string.Join(" or ", type.Items.Select(item => item.Text)) : type.Text;

    // A count that a schema gives: what is above an int no value of ours reaches.
    private static int Count(Literal value) => (int)Math.Min(value.Number.ToDouble(), int.MaxValue);

    private static int CodePoints(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]))
                count--;
        }

        return count;
    }
}
