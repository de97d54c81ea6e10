using Rlar.Inference.Llama.Grammar;

namespace Rlar.Inference.Tests.Llama.Grammar;

public sealed class JsonSchemaGrammarTests
{
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"object","patternProperties":{}}}}""", "#/properties/a: 'patternProperties' cannot be expressed")]
    [InlineData("""{"type":"array","uniqueItems":true}""", "#: 'uniqueItems' cannot be expressed")]
    [InlineData("""{"type":"string","minimum":3}""", "#: 'minimum' says nothing of the type string")]
    [InlineData("""{"not":{}}""", "'not' cannot be expressed")]
    [InlineData("""{"if":{},"then":{}}""", "'if' cannot be expressed")]
    [InlineData("""{"type":"integer","multipleOf":3}""", "'multipleOf' cannot be expressed")]
    [InlineData("""{"type":"number","minimum":0.5}""", "no integers")]
    [InlineData("""{"type":"integer","minimum":2,"maximum":1}""", "no integer is within its bounds")]
    [InlineData("""{"type":"string","format":"email"}""", "the format 'email'")]
    [InlineData("""{"type":"string","pattern":"(?=a)"}""", "'pattern': what '(?' begins")]
    [InlineData("""{"type":"string","pattern":"(a)\\1"}""", "cannot be expressed")]
    [InlineData("""{"type":"string","pattern":"a+?"}""", "lazy")]
    [InlineData("""{"type":"string","pattern":"^a$","maxLength":2}""", "more than one of")]
    [InlineData("""{"$ref":"http://example.org/x"}""", "a place in the same document")]
    [InlineData("""{"$ref":"#/$defs/none"}""", "there is nothing")]
    [InlineData("""{"$ref":"#"}""", "begins with itself")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "#/oneOf/0 and #/oneOf/1 may accept the same document")]
    [InlineData("""{"anyOf":[{"type":"string"}],"type":"string"}""", "'type' beside 'anyOf'")]
    [InlineData("""{"allOf":[{"properties":{"a":{}}},{"properties":{"a":{}}}]}""", "described by more than one part")]
    [InlineData("""{"allOf":[{"properties":{"a":{}},"additionalProperties":false},{"properties":{"b":{}}}]}""", "cannot be put together")]
    [InlineData("""{"enum":[1,2],"type":"string"}""", "none of the values is of the type")]
    [InlineData("""{"type":"object","required":["x"],"additionalProperties":false}""", "'x' is required")]
    [InlineData("""{"type":"array","minItems":3,"maxItems":1}""", "at least 3")]
    [InlineData("""{"type":"colour"}""", "'type' must be one or more of")]
    [InlineData("false", "accepts nothing")]
    [InlineData("[1]", "a schema is an object")]
    [InlineData("{", "is no JSON")]
    public void Parse_WhatAGrammarCannotSay_IsRefusedWithItsPlace(string schema, string message) =>
        Assert.Contains(message, Assert.Throws<InferenceException>(() => JsonSchemaGrammar.Parse(schema)).Message, StringComparison.Ordinal);

    // By the grammar alone: every integer near the borders, and the texts that must not be there.
    [Theory]
    [InlineData(0, 7)]
    [InlineData(1, 10)]
    [InlineData(-15, 120)]
    [InlineData(99, 1001)]
    [InlineData(-1203, -98)]
    [InlineData(0, 0)]
    public void Parse_IntegerBounds_AllowThoseIntegersOnly(int least, int most)
    {
        var accepts = Matcher($$"""{"type":"integer","minimum":{{least}},"maximum":{{most}}}""");
        for (var value = -1300; value <= 1300; value++)
            Assert.True(accepts($"{value}") == (value >= least && value <= most), $"{value}");
        foreach (var wrong in (string[])["", "-", "-0", "00", "01", "1.0", "+1"])
            Assert.False(accepts(wrong), wrong);
    }

    [Theory]
    [InlineData("""{"type":"number","minimum":0,"maximum":1}""", new[] { "0", "1", "0.5", "1.0", "0.0" }, new[] { "1.5", "-0.5", "2", "1.01" })]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":10}""", new[] { "0.001", "9.99", "1", "9" }, new[] { "0", "0.0", "10", "10.0", "-1" })]
    [InlineData("""{"type":"number","minimum":-2,"maximum":3}""", new[] { "-2", "-2.0", "-1.5", "-0.5", "0", "2.9", "3" }, new[] { "-2.1", "3.1", "-3", "4" })]
    [InlineData("""{"type":"number","maximum":-1}""", new[] { "-1", "-1.5", "-77" }, new[] { "-0.5", "0", "1" })]
    [InlineData("""{"type":"string","pattern":"^[A-Z]{2}-\\d+$"}""", new[] { "\"AB-1\"", "\"XY-123\"" }, new[] { "\"AB-\"", "\"aB-1\"", "\"AB-1 \"" })]
    [InlineData("""{"type":"string","pattern":"cat|^dog$"}""", new[] { "\"a cat\"", "\"cat\"", "\"dog\"" }, new[] { "\"dogs\"", "\"\"" })]
    [InlineData("""{"type":"string","pattern":"^\"\\\\\\n$"}""", new[] { "\"\\\"\\\\\\n\"" }, new[] { "\"\"" })]
    [InlineData("""{"type":"string","format":"date"}""", new[] { "\"2024-02-28\"", "\"1999-12-31\"" }, new[] { "\"2024-02-30\"", "\"2024-13-01\"", "\"2024-04-31\"" })]
    [InlineData("""{"type":"object","properties":{"a":{"const":1},"b":{"const":2}},"required":["b"],"additionalProperties":{"const":3}}""", new[] { "{\"a\":1,\"b\":2}", "{\"b\":2}", "{\"b\":2,\"c\":3}", "{\"b\":2,\"ab\":3,\"\":3}" }, new[] { "{}", "{\"a\":1}", "{\"b\":3}", "{\"b\":2,\"a\":3}", "{\"b\":2,\"b\":3}" })]
    [InlineData("""{"type":"object","properties":{"a":{"const":1},"b":{"const":2}}}""", new[] { "{}", "{\"a\":1}", "{\"b\":2}", "{\"a\":1, \"b\":2}" }, new[] { "{,}", "{\"b\":2,\"a\":1}", "{\"c\":3}", "{\"a\":1,}" })]
    [InlineData("""{"type":"array","prefixItems":[{"const":1}],"items":{"const":2},"minItems":2,"maxItems":3}""", new[] { "[1,2]", "[1,2,2]" }, new[] { "[1]", "[2,2]", "[1,2,2,2]" })]
    [InlineData("""{"type":["integer","null"]}""", new[] { "5", "null" }, new[] { "\"5\"", "true" })]
    [InlineData("""{"type":"string","minLength":1,"maxLength":2}""", new[] { "\"é\"", "\"🙂a\"", "\"\\u00e9\\n\"" }, new[] { "\"\"", "\"abc\"", "\"\\ud800\"" })]
    public void Parse_Documents_AreAcceptedOrNot(string schema, string[] accepted, string[] refused)
    {
        var accepts = Matcher(schema);
        Assert.All(accepted, text => Assert.True(accepts(text), text));
        Assert.All(refused, text => Assert.False(accepts(text), text));
    }

    private static Func<string, bool> Matcher(string schema)
    {
        var follower = new GrammarFollower(JsonSchemaGrammar.Parse(schema));
        return text => follower.Follow(follower.Start, System.Text.Encoding.UTF8.GetBytes(text)) is { IsComplete: true };
    }
}
