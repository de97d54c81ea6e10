using System.Text.Json;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>
/// Grammars of JSON: of any object, or of the documents of a JSON Schema. Every text of the grammar is a document that the schema accepts; not
/// every accepted document is a text of it: properties come in the schema's order, and properties that it does not name come only where
/// <c>additionalProperties</c> asks for them or no property is named.
/// </summary>
/// <remarks>
/// Understood: type, enum, const, properties, required, additionalProperties, items, prefixItems, minItems, maxItems, minLength, maxLength, simple
/// patterns, the formats date, time, date-time and uuid, minimum, maximum and their exclusive kinds, anyOf, oneOf of what cannot overlap, allOf of
/// what can be put into one, and $ref into the same document, also to itself. Everything else is refused with its place, never left out.
/// </remarks>
public static class JsonSchemaGrammar
{
    /// <summary>The grammar of any JSON object.</summary>
    public static GbnfGrammar AnyObject { get; } = Parse("""{"type":"object"}""");

    /// <summary>The grammar of a schema's documents.</summary>
    /// <param name="schema">The schema: an object, or true for any JSON value.</param>
    /// <exception cref="InferenceException">The schema says something that a grammar cannot say, or that is not understood; the message says where.</exception>
    public static GbnfGrammar Of(JsonElement schema) => GbnfGrammar.Parse(new SchemaRules(schema).Write());

    /// <summary>The grammar of a schema's documents.</summary>
    /// <param name="schema">The schema's JSON.</param>
    /// <exception cref="InferenceException">It is no JSON, says something that a grammar cannot say, or that is not understood.</exception>
    public static GbnfGrammar Parse(string schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        try
        {
            using var document = JsonDocument.Parse(schema);
            return Of(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new InferenceException($"The JSON schema is no JSON: {error.Message}", error);
        }
    }
}
