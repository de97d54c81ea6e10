using System.Text.Json;
using Rlar.Rewards.Reading;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>1 where the answer is JSON that meets the row's schema.</summary>
internal sealed class JsonSchemaMatch : CompletionTool
{
    private const int ErrorsShown = 3;
    private static readonly ToolOption<string> s_schema = ToolOption.Text("schema", "", "The schema as JSON text; empty: the row's.");
    private static readonly ToolOption<string> s_answer =
        ToolOption.Choice("answer", "whole", "Whether nothing but JSON may stand there, or one fenced block may stand among prose.", "whole", "block");
    private static readonly ToolOption<string> s_formats =
        ToolOption.Choice("formats", "annotate", "Whether formats are checked.", "annotate", "assert");

    private static readonly ToolRequirement s_rowSchema =
        ReadableRow.By("schema", "a JSON Schema in the constraints or the metadata: schema, json_schema or response_format", query => Read(query));

    // A schema that has no verdict on one of these leads into itself.
    private static readonly Literal[] s_smallest = [.. new[] { "null", "true", "0", "\"\"", "[]", "{}" }.Select(json => JsonLiterals.Read(json).Value!)];
    private readonly JsonSchema? _schema;
    private readonly SchemaOptions _options;
    private readonly bool _amongProse;

    private JsonSchemaMatch(ToolCard card, ToolSettings settings)
        : base(settings.Get(s_schema).Length > 0 ? card with { Requires = [] } : card)
    {
        var schema = settings.Get(s_schema);
        _amongProse = settings.Get(s_answer) == "block";
        _options = new SchemaOptions { AssertsFormats = settings.Get(s_formats) == "assert" };
        try
        {
            _schema = schema.Length == 0 ? null : JsonSchema.Parse(schema);
        }
        catch (SchemaException error)
        {
            throw new ToolException($"Tool {card.Id}: option schema: {error.Message}");
        }
    }

    /// <summary>
    /// How the library makes it. Options: schema (JSON text; "": the row's), answer whole|block (whole: nothing but JSON, in a fence or an answer
    /// tag at most; block: one fenced block may stand among prose), formats annotate|assert (annotate, as the draft has it).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "json-schema",
            Kind = ToolKind.Verifier,
            Description = "1 where the answer is JSON (no key twice) that meets the JSON Schema (2020-12, or draft-04 to 07) in the row's constraints or "
                + "metadata: schema, json_schema, response_format. It sees what the schema says and no more: a loose schema is met by empty values.",
            Requires = [s_rowSchema],
            Cost = ToolCost.Moderate,
            Provenance = "JSON Schema draft 2020-12",
        },
        Revision: 3,
        [s_schema, s_answer, s_formats],
        (card, settings) => new JsonSchemaMatch(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        return Judge(_schema ?? Read(query), completion.Text);
    }

    private static JsonSchema Read(Query query)
    {
        try
        {
            return RowSchema.Of(query) switch
            {
                null => throw new ToolException("the row has no schema; give metadata.schema, json_schema or response_format, or the option schema"),
                { ValueKind: JsonValueKind.String } text => JsonSchema.Parse(text.GetString()!),
                { } schema => JsonSchema.Of(schema),
            };
        }
        catch (SchemaException error)
        {
            throw new ToolException(error.Message, error);
        }
    }

    private RewardOutcome Judge(JsonSchema schema, string completion)
    {
        if (JsonAnswer.Of(completion, _amongProse) is not { } answer)
            return Judged(0, 0, "no answer after the thinking");
        var reading = JsonLiterals.Read(answer);
        if (reading.Value is not { } value)
            return Judged(0, 0, $"not JSON: {reading.Error}");
        var verdict = schema.Validate(value, _options);
        if (verdict.IsValid is not { } isValid)
            return Exhaustion.Of(Card.Id, s_smallest.Any(small => schema.Validate(small, _options).IsValid is null), verdict.Undecided!);
        return isValid ? Judged(1, 1, null) : Judged(0, 1, string.Join("; ", verdict.Errors.Take(ErrorsShown)));
    }

    private static RewardOutcome.Scored Judged(double value, double json, string? reason) =>
        new(value) { Parts = new Dictionary<string, double> { ["json"] = json, ["schema"] = value }, Reason = reason };
}
