using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Rows;

public sealed class RowParserErrorTests
{
    [Theory]
    [InlineData("""[1]""", null, "the line is a list, not an object")]
    [InlineData("\"s\"", null, "the line is a string, not an object")]
    [InlineData("null", null, "the line is null, not an object")]
    [InlineData("12", null, "the line is a number, not an object")]
    [InlineData("""{"prompt":"p","completions":["x"]""", null, "not valid JSON at byte")]
    [InlineData("""{"prompt":"p","completions":["x"]} {}""", null, "not valid JSON at byte 36")]
    [InlineData("""{"prompt":"p","completions":["x"],}""", null, "not valid JSON at byte 35")]
    [InlineData("""{'prompt':1}""", null, "not valid JSON at byte 2")]
    [InlineData("""{"prompt":"p"}""", "completions", "the row has none")]
    [InlineData("""{"completions":["x"]}""", "prompt", "the row has none")]
    [InlineData("""{"prompt":null,"completions":["x"]}""", "prompt", "the row has none")]
    [InlineData("""{"prompt":"p","completions":[]}""", "completions", "the list of completions is empty")]
    [InlineData("""{"prompt":"p","completions":null}""", "completions", "the row has none")]
    [InlineData("""{"prompt":[],"completions":["x"]}""", "prompt", "the list of messages is empty")]
    [InlineData("""{"prompt":"p","prompt":"p","completions":["x"]}""", "prompt", "the key is in the row twice")]
    [InlineData("""{"prompt":"p","\u0070rompt":"p","completions":["x"]}""", "prompt", "the key is in the row twice")]
    [InlineData("""{"prompt":null,"prompt":"p","completions":["x"]}""", "prompt", "the key is in the row twice")]
    [InlineData("""{"prompt":3,"completions":["x"]}""", "prompt", "it must be a string or a list of messages {\"role\", \"content\"}, not the number 3")]
    [InlineData("""{"prompt":["p"],"completions":["x"]}""", "prompt[0]", "it must be a message {\"role\", \"content\"}, not a string")]
    [InlineData("""{"prompt":[{"content":"p"}],"completions":["x"]}""", "prompt[0].role", "it must be a string, not missing")]
    [InlineData("""{"prompt":[{"role":"user"}],"completions":["x"]}""", "prompt[0].content", "not missing")]
    [InlineData("""{"prompt":[{"role":"user","role":"system","content":"p"}],"completions":["x"]}""", "prompt[0].role", "the key is there twice")]
    [InlineData("""{"prompt":[{"role":"user","content":[{"type":"image_url","image_url":{}}]}],"completions":["x"]}""", "prompt[0].content[0]", "'image_url' is not text")]
    [InlineData("""{"prompt":"p","completions":[1]}""", "completions[0]", "not the number 1")]
    [InlineData("""{"prompt":"p","completions":["x",null]}""", "completions[1]", "not null")]
    [InlineData("""{"prompt":"p","completions":true}""", "completions", "not true")]
    [InlineData("""{"prompt":"p","completions":[{}]}""", "completions[0]", "neither text nor content")]
    [InlineData("""{"prompt":"p","completions":[{"text":"a","tokens":-1}]}""", "completions[0].tokens", "a whole number of tokens")]
    [InlineData("""{"prompt":"p","completions":[{"text":"a","content":"b"}]}""", "completions[0].text", "differ")]
    [InlineData("""{"prompt":"p","completions":[{"role":"user","content":"a"}]}""", "completions[0].role", "of the role 'user' is no completion")]
    [InlineData("""{"prompt":"p","completions":[[{"role":"user","content":"a"}]]}""", "completions[0]", "has the role assistant")]
    [InlineData("""{"prompt":"p","completions":["x"],"reference":{"a":1}}""", "reference", "not an object")]
    [InlineData("""{"prompt":"p","completions":["x"],"references":["a",["b"]]}""", "references[1]", "not a list")]
    [InlineData("""{"prompt":"p","completions":["x"],"reward_model":{"ground_truth":{}}}""", "reward_model.ground_truth", "not an object")]
    [InlineData("""{"prompt":"p","completions":["x"],"reward_model":{"ground_truth":1,"ground_truth":2}}""", "reward_model.ground_truth", "twice")]
    [InlineData("""{"prompt":"p","completions":["x"],"id":true}""", "id", "it must be a string or a number, not true")]
    [InlineData("""{"prompt":"p","completions":["x"],"id":""}""", "id", "the id is empty")]
    [InlineData("""{"prompt":"p","completions":["x"],"task":["a"]}""", "task", "it must be a string, not a list")]
    [InlineData("""{"prompt":"p","completions":["x"],"tool":{}}""", "tool", "it must be a string, not an object")]
    [InlineData("""{"prompt":"p","completions":["x"],"tests":5}""", "tests", "not the number 5")]
    [InlineData("""{"prompt":"p","completions":["x"],"constraints":"s"}""", "constraints", "it must be an object or a list, not a string")]
    [InlineData("""{"prompt":"p","completions":["x"],"instruction_id_list":"s"}""", "instruction_id_list", "a list of instruction ids")]
    [InlineData("""{"prompt":"p","completions":["x"],"instruction_id_list":["s"],"kwargs":{}}""", "kwargs", "a list of argument objects")]
    [InlineData("""{"prompt":"p","completions":["x"],"metadata":"s"}""", "metadata", "it must be an object, not a string")]
    [InlineData("""{"prompt":"p","completions":["x"],"lengths":[1,2]}""", "lengths", "2 lengths for 1 completions")]
    [InlineData("""{"prompt":"p","completions":["x"],"lengths":[1.5]}""", "lengths[0]", "a whole number of tokens")]
    [InlineData("""{"prompt":"p","completions":["x"],"lengths":[1],"completion_lengths":[2]}""", "completion_lengths[0]", "is 2 here and 1 elsewhere")]
    [InlineData("""{"prompt":"\ud800","completions":["x"]}""", "prompt", "lone surrogate")]
    [InlineData("""{"prompt":"p","completions":["x","\udc00y"]}""", "completions[1]", "lone surrogate")]
    [InlineData("""{"prompt":"p","completions":["x"],"tests":{"a":["\ud800"]}}""", "tests", "lone surrogate")]
    [InlineData("""{"prompt":"p","completions":["x"],"metadata":{"\ud800":1}}""", "metadata", "lone surrogate")]
    [InlineData("""{"prompt":"p","completions":["x"],"\ud800":1}""", null, "lone surrogate")]
    [InlineData("""{"prompt":"p","question":"q","completions":["x"]}""", "prompt", "'prompt' and 'question' both give the prompt, and differ")]
    [InlineData("""{"prompt":"p","completions":["x"],"gold":"1","answer":"2"}""", "answer", "'answer' and 'gold' both give the reference, and differ")]
    [InlineData("""{"prompt":"p","completions":["x"],"reference":"1","label":{"a":1}}""", "reference", "'reference' and 'label' both")]
    [InlineData("""{"prompt":"p","completions":["x"],"reference":"1","reward_model":{"ground_truth":"2"}}""", "reference", "'reward_model.ground_truth'")]
    [InlineData("""{"prompt":"p","completions":["x"],"response":"y"}""", "completions", "'completions' and 'response' both give the completion, and differ")]
    public void Parse_WrongRow_NamesFileLineFieldAndReason(string row, string? field, string reason)
    {
        var error = RowParserTests.Refusal(row);

        Assert.Equal(field, error.Field);
        Assert.Equal(("rows.jsonl", 12), (error.File, error.Line));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(field is null ? "rows.jsonl:12: " : $"rows.jsonl:12: field '{field}': ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_InvalidUtf8_IsRefused()
    {
        byte[] row = [.. "{\"prompt\":\"p"u8, 0xC3, .. "\",\"completions\":[\"x\"]}"u8];
        Assert.Contains("not valid UTF-8", Assert.Throws<InputException>(() => new RowParser().Parse(row, 1, "f")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TooDeep_IsRefusedAndDoesNotOverflow()
    {
        var row = "{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}";
        Assert.Contains("deeper than 64 levels. Leave the deep field out", RowParserTests.Refusal(row).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(62, null)]
    [InlineData(63, "deeper than 64 levels")]
    public void Parse_AtTheGreatestDepth_IsReadAndOneDeeperIsNot(int lists, string? refusal)
    {
        var row = "{\"prompt\":\"p\",\"completions\":[\"x\"],\"metadata\":{\"a\":" + new string('[', lists) + new string(']', lists) + "}}";
        var error = Record.Exception(() => new RowParser().Parse(Encoding.UTF8.GetBytes(row), 1, "f"));
        if (refusal is null)
            Assert.Null(error);
        else
            Assert.Contains(refusal, Assert.IsType<InputException>(error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_BrokenBeforeItIsDeep_SaysThatItIsBroken()
    {
        var row = "{\"x\":[1,,2],\"y\":" + new string('[', 100) + new string(']', 100) + "}";
        Assert.Contains("not valid JSON", RowParserTests.Refusal(row).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AnyRowCutOrChangedAnywhere_IsARowOrAnInputException()
    {
        var row = Encoding.UTF8.GetBytes("""{"id":"é","prompt":[{"role":"user","content":[{"type":"text","text":"\u00e9😀"}]}],"answer":[1,"\ud83d\ude00"],"completions":[{"text":"a","tokens":[1]},"b"],"lengths":[1,2],"tests":{"a":"\n"}}""");
        var parser = new RowParser();
        var random = new Random(3);
        var refused = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var changed = i < row.Length ? row[..i] : [.. row];
            for (var change = i % 3; i >= row.Length && change >= 0; change--)
                changed[random.Next(changed.Length)] = (byte)(random.Next(2) == 0 ? "\"\\{}[],:u0d8"[random.Next(12)] : random.Next(256));
            refused += Record.Exception(() => parser.Parse(changed, 1, "f")) is { } error ? Assert.IsType<InputException>(error).Line == 1 ? 1 : 0 : 0;
        }

        Assert.InRange(refused, 20_000, 39_999);
    }
}
