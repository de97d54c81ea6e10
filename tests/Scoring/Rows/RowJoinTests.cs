using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Rows;

public sealed class RowJoinTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parse_OutputOfABatch_HasThePromptAndReferenceOfItsRequest()
    {
        var group = Parse(
            """{"custom_id":"a","body":{"model":"m","messages":[{"role":"user","content":"q"}]},"reference":"42","response":"theirs"}""",
            """{"id":"batch_req_1","custom_id":"a","response":{"status_code":200,"body":{"choices":[{"message":{"role":"assistant","content":"42"}}]}},"error":null}""");
        Assert.Equal("a", group.Query.Id);
        Assert.Equal("q", group.Query.Question);
        Assert.Equal(["42"], group.Query.References);
        Assert.Equal("42", Assert.Single(group.Completions).Text);
    }

    [Theory]
    [InlineData("""{"id":"a","prompt":"p","reference":"theirs"}""", """{"id":"a","completion":"c","reference":"own"}""", "own")]
    [InlineData("""{"id":"a","prompt":"p","reference":"theirs"}""", """{"id":"a","completion":"c","reference":null}""", "theirs")]
    [InlineData("""{"id":7,"prompt":"p","reference":"theirs"}""", """{"custom_id":"7","completion":"c"}""", "theirs")]
    public void Parse_BothHaveAColumn_TheRowsOwnCounts(string other, string row, string reference) =>
        Assert.Equal([reference], Parse(other, row).Query.References);

    [Theory]
    [InlineData("""{"id":"a","prompt":"p"}""", """{"id":"b","completion":"c"}""", "has no row with the id 'b'")]
    [InlineData("""{"id":"a","prompt":"p"}""", """{"completion":"c"}""", "the row has none, and is joined to")]
    [InlineData("""{"id":"a","prompt":"p"}""", """{"id":"a","completion":"c","completion":"d"}""", "has a key twice")]
    public void Parse_NoPartner_IsRefused(string other, string row, string reason)
    {
        var error = Assert.Throws<InputException>(() => Parse(other, row));
        Assert.Equal(("rows.jsonl", 3), (error.File, error.Line));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"a\"}", "an earlier row has the id 'a', too")]
    [InlineData("{\"id\":\"a\"}\n{\"prompt\":\"p\"}", "the row has none, and is joined by it")]
    [InlineData("{\"id\":\"a\"}\n[1]", "the line is not an object")]
    public void Open_RowsThatCannotBeJoined_AreRefused(string rows, string reason)
    {
        var path = Write(rows);
        var error = Assert.Throws<InputException>(() => RowJoin.Open(path));
        Assert.Equal(2, error.Line);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_ChangesWithTheRows()
    {
        var first = RowJoin.Open(Write("{\"id\":\"a\",\"answer\":\"1\"}")).Version;
        Assert.Equal(first, RowJoin.Open(Write("{\"id\":\"a\",\"answer\":\"1\"}\n")).Version);
        Assert.NotEqual(first, RowJoin.Open(Write("{\"id\":\"a\",\"answer\":\"2\"}")).Version);
    }

    private string Write(string rows) => _folder.Write("other.jsonl", Encoding.UTF8.GetBytes(rows));

    private RolloutGroup Parse(string other, string row) =>
        new RowParser(new RowParserOptions { Join = RowJoin.Open(Write(other)) }).Parse(Encoding.UTF8.GetBytes(row), 3, "rows.jsonl");
}
