using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Tests.Rows;

/// <summary>What the shapes of docs/rows.md hold beyond the rows of the page, and what is refused.</summary>
public sealed class RowShapeTests
{
    [Theory]
    [InlineData("\"answer\":{\"value\":\"a\",\"aliases\":[\"a\",\"b\"],\"normalized_aliases\":[\"a\",\"c\"]}", "a|b|c")]
    [InlineData("\"answer\":\"{\\\"value\\\":\\\"a\\\",\\\"aliases\\\":[\\\"b\\\"]}\"", "a|b")]
    [InlineData("\"answers\":{\"text\":[\"a\",\"a\",\"b\"],\"answer_start\":[1,1,2]}", "a|b")]
    [InlineData("\"answers\":{\"text\":[],\"answer_start\":[]}", "")]
    [InlineData("\"reward_model\":{\"ground_truth\":{\"target\":\"a\"}}", "a")]
    [InlineData("\"reward_model\":\"{\\\"ground_truth\\\": {\\\"target\\\": [\\\"a\\\", 2]}}\"", "a|2")]
    [InlineData("\"reward_model\":{\"ground_truth\":\"{\\\"target\\\": [\\\"a\\\"]}\"}", "a")]
    [InlineData("\"answer\":\"{\\\"target\\\": [\\\"a\\\"]}\"", "{\"target\": [\"a\"]}")]
    [InlineData("\"answer\":\"[\\\"34\\\"]\"", "[\"34\"]")]
    [InlineData("\"answer\":\"[0, 1)\"", "[0, 1)")]
    [InlineData("\"answer\":\"{1, 2}\"", "{1, 2}")]
    [InlineData("\"final_answer\":[\"5\"],\"solution\":[\"so\"]", "5")]
    [InlineData("\"final_answer\":\"5\",\"answer\":\"Halve it, and x = 5.\"", "5")]
    [InlineData("\"answer\":\"a\",\"answers\":[\"a\",\"b\"]", "a|b")]
    [InlineData("\"answers\":[\"a\",\"b\"],\"target\":\"a\"", "a|b")]
    [InlineData("\"ground_truth\":[{\"f\":{\"x\":[1]}},{\"g\":{}}]", "[{\"f\":{\"x\":[1]}},{\"g\":{}}]")]
    [InlineData("\"reference\":{\"inputs\":[1],\"outputs\":[2]}", "{\"inputs\":[1],\"outputs\":[2]}")]
    [InlineData("\"choices\":[\"x\",\"y\"],\"answer\":1", "B")]
    [InlineData("\"choices\":[\"x\",\"y\"],\"answer\":\"y\"", "B")]
    [InlineData("\"choices\":[\"x\",\"y\"],\"answer\":\"(B)\"", "B")]
    [InlineData("\"choices\":[\"x\",\"y\"],\"answer\":[0,1]", "A|B")]
    [InlineData("\"choices\":[\"0\",\"1\"],\"answer\":1", "B")]
    [InlineData("\"choices\":[\"10\",\"4\",\"7\"],\"answer\":4", "B")]
    [InlineData("\"choices\":\"[\\\"x\\\", \\\"y\\\"]\",\"answer\":\"1\"", "B")]
    [InlineData("\"choices\":[\"x\",\"y\"],\"answer\":\"x\",\"answer_idx\":\"A\"", "A")]
    [InlineData("\"options\":[\"A) x\",\"B) y\"],\"correct\":\"B\"", "B")]
    [InlineData("\"options\":{\"temperature\":1},\"answer\":1", "1")]
    [InlineData("\"choices\":[\"x\",\"y\"],\"answer\":\"neither\"", "neither")]
    [InlineData("\"metadata\":{\"options\":[\"x\",\"y\"]},\"answer\":1", "B")]
    [InlineData("\"metadata\":\"{\\\"choices\\\": [\\\"x\\\", \\\"y\\\"]}\",\"answer\":\"y\"", "B")]
    [InlineData("\"extra_info\":{\"choices\":[\"x\",\"y\"]},\"reward_model\":{\"ground_truth\":1}", "B")]
    [InlineData("\"extra_info\":{\"options\":{\"temperature\":1}},\"answer\":1", "1")]
    [InlineData("\"answer\":\"a\",\"answer_aliases\":[\"b\",\"a\"]", "a|b")]
    [InlineData("\"answer_aliases\":[\"b\"]", "")]
    [InlineData("\"answerA\":\"x\",\"answerB\":\"y\",\"label\":\"B\"", "B")]
    [InlineData("\"label\":true", "true|yes")]
    public void Parse_Reference_IsReadFromItsShape(string fields, string expected) =>
        Assert.Equal(expected, string.Join('|', RowParserTests.Parse($$"""{"prompt":"p","completions":["c"],{{fields}}}""").Query.References));

    [Theory]
    [InlineData("\"reference\":{\"a\":1}", "reference", "an object of a shape that is not known")]
    [InlineData("\"references\":[{\"a\":1}]", "references[0]", "an object of a shape that is not known")]
    [InlineData("\"answer\":\"a\",\"answers\":[\"b\",\"c\"]", "answer", "'answer' and 'answers' both")]
    [InlineData("\"final_answer\":\"5\",\"answer\":\"It is 6.\"", "final_answer", "both give the reference")]
    [InlineData("\"choices\":[\"x\",\"y\"],\"answer\":2", "answer", "2 is the index of no option: the row has 2")]
    [InlineData("\"choices\":{\"text\":[\"x\",\"y\"],\"label\":[\"A\",\"B\"]},\"answerKey\":\"1\"", "answerKey", "'1' is none of the labels A, B")]
    [InlineData("\"choices\":[\"1\",\"2\",\"3\"],\"answer\":\"2\"", "answer", "'2' may be the option B, whose text it is, or C")]
    [InlineData("\"choices\":[\"x\",\"y\"],\"answer\":\"A\",\"answer_index\":1", "answer", "'answer' and 'answer_index' both")]
    [InlineData("\"dataset\":[\"math\",\"gsm8k\"],\"ground_truth\":[\"1\",\"2\"]", "ground_truth", "2 verifiers are named in 'dataset'")]
    [InlineData("\"constraints\":{\"instruction_id_list\":[\"a\"]},\"ground_truth\":{\"func_name\":\"validate_lowercase\"}", "constraints", "both give")]
    [InlineData("\"private_test_cases\":\"eJxrYJmaDQAEcQHW\"", "private_test_cases", "the tests are packed, or cut")]
    [InlineData("\"reward_model\":{\"ground_truth\":{\"target\":{}}}", "reward_model.ground_truth.target", "a string, a number or a list of them")]
    [InlineData("\"answerA\":\"x\",\"answerB\":\"y\",\"label\":\"2\"", "label", "stand in columns of their own ('answerA', …)")]
    [InlineData("\"option1\":\"x\",\"option2\":\"y\",\"answer\":1", "answer", "stand in columns of their own ('option1', …)")]
    [InlineData("\"metadata\":{\"choices\":[\"x\",\"y\"]},\"answer\":2", "answer", "2 is the index of no option: the row has 2")]
    public void Parse_ReferenceThatIsAmbiguous_IsRefused(string fields, string field, string reason)
    {
        var error = RowParserTests.Refusal($$"""{"prompt":"p","completions":["c"],{{fields}}}""");
        Assert.Equal(field, error.Field);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"input_output\":\"{\\\"inputs\\\":[]}\"", "{\"input_output\":\"{\\u0022inputs\\u0022:[]}\"}")]
    [InlineData("\"input_output\":\"\"", "")]
    [InlineData("\"verifier_metadata\":{\"unit_tests\":{\"inputs\":[],\"outputs\":[]}}", "{\"unit_tests\":{\"inputs\":[],\"outputs\":[]}}")]
    [InlineData("\"verification_info\":\"{\\\"test_cases\\\":[1]}\"", "{\"test_cases\":[1]}")]
    [InlineData("\"private_tests\":{\"input\":[]},\"public_tests\":{\"output\":[]},\"entry_point\":\"f\"", "{\"public_tests\":{\"output\":[]},\"private_tests\":{\"input\":[]},\"entry_point\":\"f\"}")]
    [InlineData("\"test\":\"assert f()\"", "")]
    [InlineData("\"test\":\"def test_f():\\n    assert f()\"", "{\"test\":\"def test_f():\\n    assert f()\"}")]
    [InlineData("\"test\":\"the test split\"", "")]
    [InlineData("\"test_cases\":[\"assert f()\"]", "{\"test_cases\":[\"assert f()\"]}")]
    [InlineData("\"test_cases\":\"\"", "")]
    [InlineData("\"test_cases\":3", "")]
    public void Parse_TestsAtTheTopLevel_AreGathered(string fields, string expected) =>
        Assert.Equal(expected, RowParserTests.Parse($$"""{"prompt":"p","completions":["c"],{{fields}}}""").Query.Tests?.GetRawText() ?? "");

    [Theory]
    [InlineData("\"responses\":\"[\\\"a\\\", \\\"b\\\"]\"", "a|b")]
    [InlineData("\"response\":\"[\\\"a\\\", \\\"b\\\"]\"", "[\"a\", \"b\"]")]
    [InlineData("\"responses\":\"[1, 2]\"", "[1, 2]")]
    [InlineData("\"responses\":\"[[{\\\"role\\\":\\\"assistant\\\",\\\"content\\\":\\\"a\\\"}]]\"", "a")]
    [InlineData("\"chosen\":\"a\",\"rejected\":\"b\"", "a|b")]
    [InlineData("\"chosen\":\"p a\",\"rejected\":\"p b\"", " a| b")]
    [InlineData("\"chosen\":[{\"role\":\"assistant\",\"content\":\"a\"}],\"rejected\":{\"role\":\"assistant\",\"content\":\"b\"}", "a|b")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"p\"},{\"role\":\"assistant\",\"content\":\"a\"}]", "a")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":\"a\"}],\"output\":\"b\"", "b")]
    [InlineData("\"resps\":[[\"a\",\"b\"]],\"filtered_resps\":[\"c\"]", "a|b")]
    [InlineData("\"filtered_resps\":[\"c\"]", "c")]
    [InlineData("\"response\":{\"body\":{\"output\":[{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"a\"}]}}", "a")]
    [InlineData("\"response\":{\"role\":\"assistant\",\"content\":\"a\"}", "a")]
    [InlineData("\"completions\":[{\"role\":\"model\",\"parts\":[{\"text\":\"a\"}]},{\"parts\":[{\"text\":\"b\"}]}]", "a|b")]
    [InlineData("\"completions\":[{\"role\":\"model\",\"parts\":[{\"text\":\"t\",\"thought\":true},{\"text\":\"a\"}]}]", "<think>\nt\n</think>\n\na")]
    [InlineData("\"completion\":{\"role\":\"model\",\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]}", "ab")]
    public void Parse_Completions_AreReadFromTheirShape(string fields, string expected) =>
        Assert.Equal(expected, string.Join('|', RowParserTests.Parse($$"""{"prompt":"p",{{fields}}}""").Completions.Select(completion => completion.Text)));

    [Fact]
    public void Parse_LabelOfKto_IsNoReference()
    {
        Assert.Empty(RowParserTests.Parse("""{"prompt":"p","completion":"c","label":false}""").Query.References);
        Assert.Equal(["4"], RowParserTests.Parse("""{"prompt":"p","completion":"c","label":true,"solution":"4"}""").Query.References);
    }

    [Theory]
    [InlineData("\"language\":\"cpp\",\"tests\":[{\"stdin\":\"\",\"stdout\":\"\"}]", "cpp")]
    [InlineData("\"language\":\"Rust\",\"tests\":[{\"stdin\":\"\",\"stdout\":\"\"}],\"task\":\"code\"", "code|other-language")]
    [InlineData("\"verification_info\":{\"language\":\"python\",\"test_cases\":[1]}", "")]
    [InlineData("\"language\":\"cpp\"", "")]
    [InlineData("\"language\":\"en\",\"tests\":[1]", "")]
    public void Parse_LanguageBesideTests_IsAHint(string fields, string expected) =>
        Assert.Equal(expected, string.Join('|', RowParserTests.Parse($$"""{"prompt":"p","completions":["c"],{{fields}}}""").Query.TaskHints));

    [Fact]
    public void Unread_ObjectOfWhichNothingIsRead_IsNamed()
    {
        var unread = new RowParser().Unread("""{"prompt":"p","completion":"c","verification_info":"{'ground_truth': '4'}"}"""u8, 1, "rows.jsonl");
        Assert.Equal("verification_info", Assert.Single(unread).Name);
    }

    [Fact]
    public void Parse_ConversationOfAnAgent_IsPromptAndTheTurnsBehindIt()
    {
        var group = RowParserTests.Parse("""
            {"messages":[{"role":"system","content":"s"},{"role":"user","content":"q"},{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]},
             {"role":"tool","content":"r"},{"role":"assistant","content":"a"}]}
            """);
        Assert.Equal(["system", "user"], group.Query.Prompt.Select(message => message.Role));
        var completion = Assert.Single(group.Completions);
        Assert.Equal("a", completion.Text);
        Assert.Equal(["assistant", "tool", "assistant"], completion.Turns!.Select(turn => turn.Role));
        Assert.Contains("\"name\": \"f\"", completion.Calls, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"type\":\"message\",\"role\":\"assistant\"")]
    [InlineData("\"type\":\"message\"")] // as NeMo-Gym's documents have it
    public void Parse_ItemsOfResponses_AreTheTurnsThatTheyBelongTo(string message)
    {
        var group = RowParserTests.Parse($$"""
            {"prompt":"p","output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},{"type":"function_call","name":"f","arguments":"{\"x\":1}"},
             {"type":"function_call_output","output":"r"},{"type":"web_search_call","id":"w"},{"type":"reasoning","content":[{"type":"reasoning_text","text":"ah"}]},
             { {{message}},"content":[{"type":"output_text","text":"a"}] }]}
            """);
        var completion = Assert.Single(group.Completions);
        Assert.Equal("<think>\nah\n</think>\n\na", completion.Text);
        Assert.Equal(["assistant", "tool", "assistant"], completion.Turns!.Select(turn => turn.Role));
        Assert.StartsWith("<think>\nhm\n</think>", completion.Turns![0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SharedTextOfAPreference_IsThePrompt()
    {
        var group = RowParserTests.Parse("""{"chosen":"\n\nHuman: a\n\nAssistant: b\n\nHuman: c\n\nAssistant: yes","rejected":"\n\nHuman: a\n\nAssistant: b\n\nHuman: c\n\nAssistant: no"}""");
        Assert.Equal("\n\nHuman: a\n\nAssistant: b\n\nHuman: c\n\nAssistant:", group.Query.Question);
        Assert.Equal([" yes", " no"], group.Completions.Select(completion => completion.Text));
    }

    [Theory]
    [InlineData("\"prompt\":\"p\",\"ctx\":\"a passage\"")]
    [InlineData("\"prompt\":\"p\",\"arguments\":{\"city\":\"Oslo\"}")]
    [InlineData("\"question\":\"p\",\"contents\":\"a document\"")]
    [InlineData("\"question\":\"p\",\"conversations\":7")]
    [InlineData("\"prompt\":\"p\",\"body\":{\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}")]
    [InlineData("\"ctx\":\"p\"")]
    [InlineData("\"messages\":\"[{\\\"role\\\": \\\"user\\\", \\\"content\\\": \\\"p\\\"}]\"")]
    [InlineData("\"responses_create_params\":{\"input\":\"p\"},\"question\":\"q\",\"prompt\":\"r\"")]
    public void Parse_PromptBesideOtherColumns_IsThePrompt(string fields) =>
        Assert.Equal("p", RowParserTests.Parse($$"""{"completions":["c"],{{fields}}}""").Query.Question);

    [Theory]
    [InlineData("""{"arguments":{"city":"Oslo"},"completion":"c"}""", "prompt", "the row has none")]
    [InlineData("""{"contents":"a document","completion":"c"}""", "prompt", "the row has none")]
    [InlineData("""{"chosen":"a","rejected":"b"}""", "prompt", "the row has none")]
    [InlineData("""{"prompt":"p","messages":[{"role":"user","content":"q"}]}""", "completions", "the row has none")]
    [InlineData("""{"prompt":"p","response":{"body":{"error":{"message":"no"}}}}""", "response.body", "the request failed")]
    [InlineData("""{"prompt":"p","response":{"choices":[]}}""", "response", "the answer has no choices")]
    [InlineData("""{"question":[[{"role":"user","content":"a"}],[{"role":"user","content":"b"}]],"response":"x"}""", "question", "several turns")]
    [InlineData("""{"prompt":"p","resps":[[[-1.5,false]]]}""", "resps[0][0]", "compares log-likelihoods")]
    public void Parse_RowWithoutACompletionOrPrompt_IsRefused(string row, string field, string reason)
    {
        var error = RowParserTests.Refusal(row);
        Assert.Equal(field, error.Field);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"dataset\":\"gsm8k\"", "gsm8k")]
    [InlineData("\"dataset\":[\"math\",\"ifeval\"]", "math|ifeval")]
    [InlineData("\"ability\":\"a\",\"dataset\":\"b\",\"task\":\"c\"", "a|b|c")]
    [InlineData("\"dataset\":{\"rows\":5}", "")]
    [InlineData("\"env_class\":\"aime\"", "aime")]
    [InlineData("\"reward_model\":{\"ground_truth\":{\"target\":98,\"numbers\":[44]}},\"ability\":\"math\"", "math|countdown")]
    public void Parse_Hints_AreInTheRowsOrder(string fields, string expected) =>
        Assert.Equal(expected, string.Join('|', RowParserTests.Parse($$"""{"prompt":"p","completions":["c"],{{fields}}}""").Query.TaskHints));

    [Theory]
    [InlineData("\"rubric\":\"r\",\"score\":1,\"empty\":null", "rubric|score")]
    [InlineData("\"solution\":\"so\",\"answer\":\"5\"", "solution")]
    [InlineData("\"output\":\"theirs\"", "output")]
    [InlineData("\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]", "messages")]
    [InlineData("\"options\":{\"temperature\":1}", "options")]
    [InlineData("\"test\":\"x\",\"dataset\":3", "dataset|test")]
    [InlineData("\"answer\":\"5\",\"id\":3", "")]
    public void Unread_ColumnsThatGaveNothing_AreNamedWithWhy(string fields, string expected)
    {
        var unread = new RowParser().Unread(Encoding.UTF8.GetBytes($$"""{"prompt":"p","completions":["c"],{{fields}}}"""), 1, "f");
        Assert.Equal(expected, string.Join('|', unread.Select(column => column.Name).Distinct().Order(StringComparer.Ordinal)));
        Assert.All(unread, column => Assert.NotEmpty(column.Why));
    }

    [Fact]
    public void Parse_MappedCompletion_TakesNoShapeForIt()
    {
        var error = RowParserTests.Refusal("""{"prompt":"p","chosen":"a","rejected":"b"}""", ColumnMap.Parse("completion=answer_of_mine"));
        Assert.Contains("the row has no such column", error.Message, StringComparison.Ordinal);
    }
}
