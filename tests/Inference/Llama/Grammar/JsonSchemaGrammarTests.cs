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

    // Optional properties, nothing at all, an escape that JSON Schema's patterns do not need.
    [Theory]
    [InlineData("""{"type":"object","properties":{"x":{"const":1},"y":{"const":2},"z":{"const":3}},"required":["y"],"additionalProperties":false}""", new[] { "{\"y\":2}", "{\"x\":1,\"y\":2}", "{\"y\":2,\"z\":3}" }, new[] { "{}", "{\"x\":1}", "{\"x\":1,\"z\":3}" })]
    [InlineData("""{"type":"object","properties":{}}""", new[] { "{}" }, new[] { "", "[]" })]
    [InlineData("""{"type":"string","pattern":"^go\\!$"}""", new[] { "\"go!\"" }, new[] { "\"stop\"", "\"go\"" })]
    public void Parse_SmallSchemas_AcceptWhatTheySay(string schema, string[] accepted, string[] refused) => Parse_Documents_AreAcceptedOrNot(schema, accepted, refused);

    // Repetition within repetition: the bound is counted and never written out.
    [Theory]
    [InlineData(999)]
    [InlineData(2000)]
    [InlineData(2001)]
    [InlineData(6000)]
    public void Parse_LongTextsInLongLists_AreHeldToTheirBound(int most)
    {
        var accepts = Matcher(
            $$$$"""{"type":"object","properties":{"l":{"type":"array","maxItems":40,"items":{"type":"object","properties":{"t":{"type":"string","maxLength":{{{{most}}}}}},"required":["t"]}}},"required":["l"]}""");
        string Document(int length) => $$$"""{"l": [{"t": "{{{new string('a', length)}}}"}]}""";
        Assert.True(accepts(Document(2)));
        Assert.True(accepts(Document(most)));
        Assert.False(accepts(Document(most + 1)));
    }

    private static Func<string, bool> Matcher(string schema)
    {
        var follower = new GrammarFollower(JsonSchemaGrammar.Parse(schema));
        return text => follower.Follow(follower.Start, System.Text.Encoding.UTF8.GetBytes(text)) is { IsComplete: true };
    }
}
