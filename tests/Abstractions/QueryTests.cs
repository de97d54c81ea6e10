namespace Rlar.Abstractions.Tests;

public sealed class QueryTests
{
    [Theory]
    [InlineData("[\"34\"]", "34")]
    [InlineData(" [ \"a\" , \"b\" ] ", "a|b")]
    [InlineData("[\"caf\\u00e9\"]", "caf\u00e9")]
    [InlineData("[1, 2]", null)]
    [InlineData("[\"a\", 2]", null)]
    [InlineData("[]", null)]
    [InlineData("[\"a\"", null)]
    [InlineData("[\"a\"] and [\"b\"]", null)]
    [InlineData("[\"\\ud800\"]", null)]
    [InlineData("{\"a\": 1}", null)]
    [InlineData("['34']", null)]
    [InlineData("34", null)]
    public void Alternatives_OfOneText_AreItsElementsWhereItIsAListOfTexts(string reference, string? expected)
    {
        var query = new Query { Id = "a", Prompt = [], References = [reference] };
        if (expected is null)
            Assert.Same(query.References, query.Alternatives);
        else
            Assert.Equal(expected, string.Join('|', query.Alternatives));
    }

    [Fact]
    public void Alternatives_OfSeveralOrNone_AreTheReferences()
    {
        foreach (IReadOnlyList<string> references in (IReadOnlyList<string>[])[[], ["[\"a\"]", "[\"b\"]"]])
        {
            var query = new Query { Id = "a", Prompt = [], References = references };
            Assert.Same(references, query.Alternatives);
        }
    }
}
