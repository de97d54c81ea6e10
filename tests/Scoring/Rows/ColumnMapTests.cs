using System.Text;
using Rlar.Scoring.Rows;
using Rlar.Tests;

namespace Rlar.Scoring.Tests.Rows;

public sealed class ColumnMapTests
{
    [Fact]
    public void Parse_MappedColumns_OverrideTheAliases()
    {
        var group = RowParserTests.Parse(
            """{"question":"q","gold":"18","solution":"so 26","answer":"unused","response":"unused"}""", ColumnMap.Parse("completion=solution, reference=gold"));
        Assert.Equal("so 26", group.Completions.Single().Text);
        Assert.Equal(["18"], group.Query.References);
    }

    [Fact]
    public void Parse_MappedColumn_ServesNothingElse()
    {
        var group = RowParserTests.Parse("""{"question":"q","solution":"s"}""", ColumnMap.Parse("completion=solution"));
        Assert.Empty(group.Query.References);
    }

    [Theory]
    [InlineData("""{"prompt":"p","completions":["x"],"extra_info":{"answer":"a"}}""", "a")]
    [InlineData("""{"prompt":"p","completions":["x"],"extra_info":{},"extra_info.answer":"b"}""", "b")]
    public void Parse_DottedColumn_IsAKeyOrAPath(string row, string expected) =>
        Assert.Equal([expected], RowParserTests.Parse(row, ColumnMap.Parse("reference=extra_info.answer")).Query.References);

    [Fact]
    public void Parse_MappedColumnIsMissing_IsRefusedButNullIsNoValue()
    {
        var map = ColumnMap.Parse("reference=godl");
        var error = RowParserTests.Refusal("""{"prompt":"p","completions":["x"],"gold":"1"}""", map);
        Assert.Equal("rows.jsonl:12: field 'godl': the row has no such column, and reference is mapped to it. Correct the column map or the row.", error.Message);
        Assert.Empty(RowParserTests.Parse("""{"prompt":"p","completions":["x"],"godl":null}""", map).Query.References);
    }

    [Fact]
    public void Parse_EveryField_CanBeMapped()
    {
        var map = ColumnMap.Parse("id=a,prompt=b,references=c,completions=d,task=e,tool=f,tests=g,constraints=h,metadata=i,lengths=j");
        var group = RowParserTests.Parse(
            """{"a":"1","b":"2","c":"3","d":[{"role":"assistant","content":"4"}],"e":"5","f":"6","g":[7],"h":[8],"i":{"9":9},"j":[10],"task":"x","instruction_id_list":["x"]}""", map);
        Assert.Equal(
            "1 2 3 4 5 6 [7] [8] {\"9\":9} 10",
            $"{group.Query.Id} {group.Query.Question} {group.Query.References[0]} {group.Completions[0].Text} {group.Query.TaskHints.Single()} "
            + $"{group.Query.Tool} {group.Query.Tests} {group.Query.Constraints} {group.Query.Metadata} {group.Completions[0].TokenCount}");
        Assert.Equal("id=a,prompt=b,reference=c,completion=d,task=e,tool=f,tests=g,constraints=h,metadata=i,lengths=j", map.ToString());
    }

    [Theory]
    [InlineData("completion", "'completion' is not FIELD=COLUMN")]
    [InlineData("completion=", "is not FIELD=COLUMN")]
    [InlineData("=x", "is not FIELD=COLUMN")]
    [InlineData("reward=x", "rows have no such field")]
    [InlineData("reference=a,references=b", "it is mapped twice")]
    [InlineData("reference=a,prompt=a", "column 'a' is already mapped")]
    public void Parse_WrongMapping_SaysWhy(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(() => ColumnMap.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Gsm8kModelSolutions_AreReadWithAMap()
    {
        var parser = new RowParser(new RowParserOptions { Columns = ColumnMap.Parse("completion=solution,reference=gold") });
        using var source = LineSource.Open(SharedData.Require("gsm8k_model_solutions_dev.jsonl.gz"));
        var expected = SharedData.Rows("gsm8k_model_solutions_dev.jsonl.gz").GetEnumerator();
        var rows = 0;
        while (source.Read(CancellationToken.None) is { } line)
        {
            using (line)
            {
                var group = parser.Parse(line.Bytes.Span, line.Number, source.Name);
                Assert.True(expected.MoveNext());
                Assert.Equal(expected.Current.GetProperty("solution").GetString(), group.Completions.Single().Text);
                Assert.Equal(expected.Current.GetProperty("gold").ToString(), group.Query.References.Single());
                Assert.Equal(expected.Current.GetProperty("question").GetString(), group.Query.Question);
                rows++;
            }
        }

        Assert.Equal(2640, rows);
    }

    [Fact]
    public void Parse_IfEvalResponses_AreReadWithoutAMap()
    {
        var parser = new RowParser(new RowParserOptions { PromptRequired = false });
        foreach (var row in SharedData.Rows("ifeval_responses_2models.jsonl.gz"))
        {
            var group = parser.Parse(Encoding.UTF8.GetBytes(row.GetRawText()), 1, "ifeval");
            Assert.Equal(row.GetProperty("response").GetString(), group.Completions.Single().Text);
            Assert.True(group.Query.Constraints!.Value.TryGetProperty("instruction_id_list", out _));
        }
    }
}
