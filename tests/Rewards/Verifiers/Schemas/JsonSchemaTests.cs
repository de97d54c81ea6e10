using System.Diagnostics;
using System.Text.Json;
using Rlar.Rewards.Reading.Literals;
using Rlar.Rewards.Verifiers.Schemas;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Verifiers.Schemas;

public sealed class JsonSchemaTests
{
    private static readonly string s_cases = Path.Combine(SharedData.Repository, "tests", "Rewards", "Verifiers", "Schemas", "schema-cases.jsonl");

    // Our own cases; each was also tried with the Python package jsonschema 4.26, which differs on 12 of them: it computes with doubles
    // (multipleOf 0.01 of 0.07; 3.0000000000000000000001 as 3) and matches patterns as Python does ($ before a line break, digits of any script).
    [Fact]
    public void Validate_Cases_AreAsWritten()
    {
        var count = 0;
        foreach (var line in File.ReadLines(s_cases))
        {
            using var row = JsonDocument.Parse(line);
            var schema = JsonSchema.Of(row.RootElement.GetProperty("schema"));
            foreach (var name in (string[])["valid", "invalid"])
            {
                foreach (var instance in row.RootElement.GetProperty(name).EnumerateArray())
                {
                    count++;
                    var verdict = schema.Validate(JsonLiterals.Of(instance).Value!);
                    Assert.True(verdict.IsValid == (name == "valid"), $"{name}: {instance.GetRawText()} for {line}: {string.Join("; ", verdict.Errors)}");
                    Assert.Equal(verdict.IsValid == true, verdict.Errors.Count == 0);
                }
            }
        }

        Assert.True(count >= 500, $"{count} cases");
    }

    // The kind of a schema is asked for by those who wrap it, as one word; in a schema it may be a list.
    [Theory]
    [InlineData("null", 1)]
    [InlineData("\"a\"", 1)]
    [InlineData("1", 0)]
    public void Score_SchemaOfSeveralTypes_IsRead(string completion, double value)
    {
        var query = ToolHarness.QueryOf() with { Metadata = ToolHarness.Json("""{"schema":{"type":["string","null"]}}""") };
        Assert.Equal(value, Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run("json-schema", query, completion)).Value);
    }

    [Theory]
    [InlineData("""{"type":"strin"}""", "#/type")]
    [InlineData("""{"minLength":-1}""", "#/minLength")]
    [InlineData("""{"minLength":1.5}""", "#/minLength")]
    [InlineData("""{"multipleOf":0}""", "#/multipleOf")]
    [InlineData("""{"properties":{"a/b":{"required":"a"}}}""", "#/properties/a~1b/required")]
    [InlineData("""{"allOf":{}}""", "#/allOf")]
    [InlineData("""{"items":[1]}""", "#/items/0")]
    [InlineData("""{"pattern":"("}""", "#/pattern")]
    [InlineData("""{"pattern":"(?i)a"}""", "#/pattern")]
    [InlineData("""{"$ref":"#/$defs/none"}""", "#/$ref")]
    [InlineData("""{"$ref":"#none"}""", "anchor")]
    [InlineData("""{"$ref":"https://example.test/other.json"}""", "nothing is fetched")]
    [InlineData("""[]""", "#")]
    [InlineData("""{""", "not JSON")]
    public void Parse_NoSchema_NamesThePlace(string schema, string named) =>
        Assert.Contains(named, Assert.Throws<SchemaException>(() => JsonSchema.Parse(schema)).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_Errors_HaveBothPaths()
    {
        var schema = JsonSchema.Parse("""{"properties":{"a":{"items":{"$ref":"#/$defs/n"}}},"required":["b"],"$defs":{"n":{"type":"integer"}}}""");
        var verdict = schema.Validate(JsonLiterals.Read("""{"a":[1,"x"]}""").Value!);
        Assert.False(verdict.IsValid);
        Assert.Equal(["/a/1", ""], verdict.Errors.Select(error => error.InstancePath));
        Assert.Equal(["/properties/a/items/$ref/type", "/required"], verdict.Errors.Select(error => error.KeywordPath));
    }

    [Fact]
    public void Validate_ManyErrors_KeepsAFew()
    {
        var verdict = JsonSchema.Parse("""{"items":{"anyOf":[{"type":"string"},{"type":"null"}]}}""")
            .Validate(JsonLiterals.Read("[" + string.Join(',', Enumerable.Range(0, 1000)) + "]").Value!, new SchemaOptions { MaxErrors = 5 });
        Assert.False(verdict.IsValid);
        Assert.Equal(5, verdict.Errors.Count);
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""", "1")]
    [InlineData("""{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}""", "1")]
    [InlineData("""{"anyOf":[{"$ref":"#"},{"$ref":"#"}]}""", "1")]
    [InlineData("""{"pattern":"^(?=(a+)+$).*b"}""", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"")]
    public void Validate_WithoutEnd_SaysNothingInTime(string schema, string instance)
    {
        var watch = Stopwatch.StartNew();
        var verdict = JsonSchema.Parse(schema).Validate(JsonLiterals.Read(instance).Value!);
        Assert.Null(verdict.IsValid);
        Assert.NotNull(verdict.Undecided);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), watch.Elapsed.ToString());
    }

    [Theory]
    [InlineData("date-time", "2024-02-29T23:59:60Z", true)]
    [InlineData("date-time", "2023-02-29T00:00:00Z", false)]
    [InlineData("date", "2024-01-31", true)]
    [InlineData("date", "2024-1-31", false)]
    [InlineData("time", "12:00:00+01:30", true)]
    [InlineData("time", "12:00:00", false)]
    [InlineData("duration", "P1DT2H", true)]
    [InlineData("duration", "P", false)]
    [InlineData("email", "ada@example.com", true)]
    [InlineData("email", "ada@", false)]
    [InlineData("hostname", "a-b.example", true)]
    [InlineData("hostname", "-a.example", false)]
    [InlineData("ipv4", "192.168.0.1", true)]
    [InlineData("ipv4", "192.168.0.256", false)]
    [InlineData("ipv6", "::ffff:192.168.0.1", true)]
    [InlineData("ipv6", "1::2::3", false)]
    [InlineData("uri", "https://example.com/a?b#c", true)]
    [InlineData("uri", "example.com/a", false)]
    [InlineData("uri-reference", "../a b", false)]
    [InlineData("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", true)]
    [InlineData("uuid", "2eb8aa08aa9811eab4aa73b441d16380", false)]
    [InlineData("json-pointer", "/a~1b", true)]
    [InlineData("json-pointer", "/a~", false)]
    [InlineData("regex", "^a(", false)]
    [InlineData("no-such-format", "x", true)]
    public void Validate_FormatsAsserted_ArePartOfTheSchema(string format, string text, bool isValid)
    {
        var schema = JsonSchema.Parse($$"""{"format":"{{format}}"}""");
        Assert.Equal(isValid, schema.Validate(Literal.Of(text), new SchemaOptions { AssertsFormats = true }).IsValid);
        Assert.True(schema.Validate(Literal.Of(text)).IsValid);
    }
}
