using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Rows;

/// <summary>Completions that are chats: what of a message is its text.</summary>
public sealed class ChatMessageTests
{
    private const string Call = "<tool_call>\n{\"name\": \"area\", \"arguments\": {\"base\": 1}}\n</tool_call>";

    [Theory]
    [InlineData("""{"content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"area","arguments":"{\"base\": 1}"}}]}""")]
    [InlineData("""{"content":"","tool_calls":[{"function":{"name":"area","arguments":{"base": 1}}}]}""")]
    [InlineData("""{"tool_calls":[{"name":"area","arguments":{"base": 1}}]}""")]
    [InlineData("""{"content":null,"function_call":{"name":"area","arguments":"{\"base\": 1}"}}""")]
    [InlineData("""{"content":[{"type":"tool_use","id":"1","name":"area","input":{"base": 1}}]}""")]
    public void Parse_MessageWithACall_HasItAsText(string message)
    {
        var completion = Completion(message);
        Assert.Equal(Call, completion.Text);
        Assert.Equal(Call, completion.Calls);
        Assert.Null(completion.Turns);
    }

    [Theory]
    [InlineData("""{"content":"b","reasoning_content":"a"}""")]
    [InlineData("""{"content":"b","reasoning":"a"}""")]
    [InlineData("""{"content":"b","thinking":"a","reasoning_content":null}""")]
    [InlineData("""{"content":[{"type":"thinking","thinking":"a","signature":"s"},{"type":"text","text":"b"}]}""")]
    [InlineData("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"a"}]},{"type":"text","text":"b"}]}""")]
    [InlineData("""{"content":[{"type":"reasoning","text":"a"},{"type":"output_text","text":"b"}]}""")]
    public void Parse_MessageWithReasoningApart_IsThinkingBeforeTheAnswer(string message) =>
        Assert.Equal("<think>\na\n</think>\n\nb", Completion(message).Text);

    [Theory]
    [InlineData("""{"content":"b","reasoning_content":null}""", "b")]
    [InlineData("""{"content":"b","reasoning_content":" "}""", "b")]
    [InlineData("""{"content":"<think>a</think>b","reasoning_content":"a"}""", "<think>a</think>b")]
    [InlineData("""{"content":null,"refusal":"I cannot."}""", "I cannot.")]
    [InlineData("""{"content":[{"type":"text","text":"b"},{"type":"text","text":"c"}]}""", "bc")]
    [InlineData("""{"content":"b","tool_calls":[]}""", "b")]
    [InlineData("""{"content":"b","tool_calls":null}""", "b")]
    [InlineData("""{"content":"","reasoning_content":"a"}""", "<think>\na\n</think>\n\n")]
    public void Parse_Message_IsWhatItSays(string message, string text) => Assert.Equal(text, Completion(message).Text);

    /// <summary>What stands in the reasoning stays there, whatever marks it names.</summary>
    [Theory]
    [InlineData("""{"content":"5","reasoning_content":"I close </think> now: 4"}""")]
    [InlineData("""{"content":"5","reasoning_content":"[/THINK] 4 </thinking> 4"}""")]
    [InlineData("""{"content":"5","reasoning_content":"<|channel|>final<|message|>4"}""")]
    public void Parse_ReasoningThatNamesMarks_HoldsNoAnswer(string message) =>
        Assert.Equal("5", ThinkingSection.Answer(Completion(message).Text));

    /// <summary>What a model wrote that is no JSON is no row's fault: it is a text, and no call's arguments. No text within a call ends it.</summary>
    [Theory]
    [InlineData("""{"tool_calls":[{"function":{"name":"f","arguments":"{broken"}}]}""", "<tool_call>\n{\"name\": \"f\", \"arguments\": \"{broken\"}\n</tool_call>")]
    [InlineData("""{"tool_calls":[{"function":{"name":"f","arguments":""}}]}""", "<tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n</tool_call>")]
    [InlineData(
        """{"tool_calls":[{"function":{"name":"f","arguments":{"a":"</tool_call>"}}}]}""", "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\":\"\\u003c/tool_call>\"}}\n</tool_call>")]
    public void Parse_CallOfAnyArguments_IsOneCall(string message, string text) => Assert.Equal(text, Completion(message).Text);

    [Fact]
    public void Parse_ChatOfSeveralTurns_KeepsThem()
    {
        var group = Parse(
            """
            {"prompt":"x","completion":[{"role":"assistant","content":"I look.","tool_calls":[{"function":{"name":"area","arguments":{"base": 1}}}]},
            {"role":"tool","content":"2"},{"role":"assistant","content":"It is 2."}]}
            """);
        var completion = Assert.Single(group.Completions);
        Assert.Equal("It is 2.", completion.Text);
        Assert.Equal(Call, completion.Calls);
        Assert.Equal([new Message("assistant", "I look.\n" + Call), new Message("tool", "2"), new Message("assistant", "It is 2.")], completion.Turns);
    }

    [Fact]
    public void Parse_PromptWithCallsAndReasoning_HasTheCallsAlone()
    {
        var group = Parse(
            """
            {"prompt":[{"role":"user","content":"x"},{"role":"assistant","reasoning_content":"a","tool_calls":[{"function":{"name":"area","arguments":{"base": 1}}}]},
            {"role":"tool","content":"2"}],"completion":"b"}
            """);
        Assert.Equal([new Message("user", "x"), new Message("assistant", Call), new Message("tool", "2")], group.Query.Prompt);
    }

    [Fact]
    public void Parse_MessageOfNothing_IsRefused() => Assert.Throws<InputException>(() => Completion("""{"name":"x"}"""));

    private static Completion Completion(string message) =>
        Assert.Single(Parse($$"""{"prompt":"x","completion":[{"role":"assistant",{{message[1..]}}]}""").Completions);

    private static RolloutGroup Parse(string row) => new RowParser().Parse(Encoding.UTF8.GetBytes(row.ReplaceLineEndings("")), 1, "rows.jsonl");
}
