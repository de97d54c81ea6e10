using System.Text.Json;
using Rlar.Rewards.Reading.Literals;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>
/// A JSON Schema of draft 2020-12, within one document: core, applicator, unevaluated, validation; format and content as annotations.
/// Numbers compare exactly. Of older drafts it reads definitions, dependencies, items as a list with additionalItems, true and false for exclusive
/// bounds, identities as anchors; and, where $schema names draft-03 to draft-07, a $ref that stands alone and id. Thread-safe.
/// </summary>
/// <remarks>
/// Departs from the drafts in one thing: nothing is fetched, so $vocabulary changes nothing and a reference must lead into the document.
/// </remarks>
internal sealed class JsonSchema
{
    private JsonSchema(SchemaIndex index) => Index = index;

    internal SchemaIndex Index { get; }

    /// <summary>Reads a schema.</summary>
    /// <param name="schema">An object, true or false.</param>
    /// <exception cref="SchemaException">It is no schema, or a reference leads out of it; the message names the place.</exception>
    public static JsonSchema Of(Literal schema) => new(SchemaIndex.Of(schema));

    /// <summary>Reads a schema from a row.</summary>
    /// <param name="schema">The JSON element.</param>
    /// <exception cref="SchemaException">It is no schema, or a reference leads out of it; the message names the place.</exception>
    public static JsonSchema Of(JsonElement schema) => Parse(schema.GetRawText());

    /// <summary>Reads a schema from text.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="SchemaException">It is no JSON, no schema, or a reference leads out of it; the message names the place.</exception>
    public static JsonSchema Parse(string json)
    {
        var reading = JsonLiterals.Read(json);
        return reading.Value is { } schema ? Of(schema) : throw new SchemaException("", $"it is not JSON: {reading.Error}");
    }

    /// <summary>Validates a value.</summary>
    /// <param name="instance">The value.</param>
    /// <param name="options">What is asserted and what it may cost; null for the defaults.</param>
    public SchemaVerdict Validate(Literal instance, SchemaOptions? options = null) =>
        new SchemaEvaluation(Index, options ?? SchemaOptions.Default).Run(instance);
}
