using System.Text;
using Rlar.Agents.Routing;
using Rlar.Rewards;
using Rlar.Rewards.Tests;

namespace Rlar.Agents.Tests.Routing;

public sealed class RouterTests
{
    private static readonly Router s_router = new(BuiltInTools.Registry, RouteTable.BuiltIn);

    [Theory]
    [InlineData("18", "math")]
    [InlineData("1,000.5", "math")]
    [InlineData("$7.50", "math")]
    [InlineData("\\frac{3}{4}", "math")]
    [InlineData("Natalia sold 48/2 = 24 clips.\n#### 72", "math")]
    [InlineData("B", "choice-match")]
    [InlineData("(C)", "choice-match")]
    [InlineData("Paris", "qa-match")]
    [InlineData("x^2 + 2x", "math")]
    [InlineData("The cat sat on the mat, and then it went to sleep for an hour.", "token-f1")]
    public void Route_ByTheReferencesShape_PicksTheTool(string reference, string tool)
    {
        var route = s_router.Route(ToolHarness.QueryOf(reference));
        Assert.Equal(tool, route.Tools[0].Tool.Card.Id);
        Assert.InRange(route.Confidence, 0.05, 1);
        Assert.NotEmpty(route.Why);
    }

    [Theory]
    [InlineData("What is 3+4?", "[\"7\"]", "", "math")]
    [InlineData("Capital of France?", "[\"Paris\"]", "", "qa-match")]
    [InlineData("Which is right?", "[\"B\"]", "", "choice-match")]
    [InlineData("Give the capital in a JSON array.", "[\"Paris\"]", "", "json-fields")]
    [InlineData("Name the primary colors.", "[\"red\", \"blue\", \"yellow\"]", "", "")]
    [InlineData("Name the primary colors as a list.", "[\"red\", \"blue\", \"yellow\"]", "", "json-fields")]
    [InlineData("Capital of France?", "[\"Paris\", \"Paris, France\"]", "qa", "qa-match")]
    [InlineData("What is 3+4?", "[\"7\", \"7.0\"]", "math", "math")]
    [InlineData("Extract the names.", "[\"Ann\", \"Bob\"]", "json-extraction", "json-fields")]
    [InlineData("What does it print?", "[1, 2]", "", "math")]
    [InlineData("Weather in Oslo?", "[{\"f\": {\"city\": [\"Oslo\"]}}]", "", "tool-call/exact")]
    [InlineData("Extract the names.", "[{\"name\": \"Ann\"}]", "", "json-fields")]
    public void Route_ReferenceThatIsJson_IsDecidedByShapeHintAndPrompt(string prompt, string reference, string hint, string tool)
    {
        var query = ToolHarness.QueryOf(reference) with { Prompt = [new Message("user", prompt)], TaskHints = hint.Length == 0 ? [] : [hint] };
        var route = s_router.Route(query);
        Assert.Equal(tool, route.Tools.Count == 0 ? "" : route.Tools[0].Tool.Card.Id);
        Assert.NotEmpty(route.Why);
    }

    [Theory]
    [InlineData("math", true)]
    [InlineData("openai/gsm8k", true)]
    [InlineData("countdown", true)]
    [InlineData("string_matcher", true)]
    [InlineData("maht", false)]
    [InlineData("my own data", false)]
    public void Knows_Hint_IsTrueWhereARuleGoesByIt(string hint, bool known) => Assert.Equal(known, s_router.Knows(hint));

    [Theory]
    [InlineData("math", "1", "{\"instruction_id_list\": [\"punctuation:no_comma\"]}", null, "math, ifeval")]
    [InlineData("math", "B", null, "{\"choices\": [\"x\", \"y\"]}", "choice-match")]
    [InlineData("countdown", "98", null, "{\"numbers\": [44, 54]}", "countdown")]
    [InlineData("string_matcher", "Paris", null, null, "open-instruct/string-matcher")]
    [InlineData("string_f1", "Paris", null, null, "open-instruct/string-f1")]
    [InlineData("flan", "Paris", null, null, "open-instruct/flan")]
    [InlineData("puzzle", "Paris", null, null, "open-instruct/puzzle")]
    [InlineData("max_length", "100", null, null, "open-instruct/max-length")]
    [InlineData("up_to_max_length", "100", null, null, "open-instruct/up-to-max-length")]
    [InlineData("general-quality_ref", "A good answer of many words that says it all.", null, null, "")]
    public void Route_HintWithWhatTheRowCarries_PicksTheTools(string hint, string reference, string? constraints, string? metadata, string tools)
    {
        var route = s_router.Route(ToolHarness.QueryOf(reference) with
        {
            TaskHints = [hint],
            Constraints = constraints is null ? null : ToolHarness.Json(constraints),
            Metadata = metadata is null ? null : ToolHarness.Json(metadata),
        });
        Assert.Equal(tools, string.Join(", ", route.Tools.Select(tool => tool.Tool.Card.Id)));
    }

    [Theory]
    [InlineData("When was the treaty signed?", "1783", "qa-match")]
    [InlineData("how many episodes are in season 3 of the show", "10", "qa-match")]
    [InlineData("what is the minimum age to be a senator", "30 years old", "qa-match")]
    [InlineData("when was the railway started and finished", "between 1881 and 1885", "qa-match")]
    [InlineData("Answer the question briefly: when was the treaty signed?", "1783", "qa-match")]
    [InlineData("Question: When was the treaty signed?\nAnswer:", "1783", "qa-match")]
    [InlineData("What is 2+2?", "4", "math")]
    [InlineData("There are many birds on a wire. When half of them leave, how many are there?", "6", "math")]
    [InlineData("How many minutes are there in a week?", "10080", "math")]
    [InlineData("What is the square root of 16?", "4", "math")]
    [InlineData("How many positive divisors does 60 have?", "12", "math")]
    [InlineData("Ann has three apples and buys five more. How many does she have?", "8", "math")]
    [InlineData("What is the value of x?", "3", "math")]
    [InlineData("Find the remainder when 7 is divided by 3.", "1", "math")]
    [InlineData("How many does she have in the end?", "7 - 2 = 5\n#### 5", "math")]
    public void Route_NumbersAndDates_AreMathematicsWhereTheQuestionIs(string prompt, string reference, string tool)
    {
        var query = ToolHarness.QueryOf(reference) with { Prompt = [new Rlar.Message("user", prompt)] };
        Assert.Equal(tool, Assert.Single(s_router.Route(query).Tools).Tool.Card.Id);
    }

    [Theory]
    [InlineData("Translate into German: The house is small.", "Das Haus ist klein.", "chrf++")]
    [InlineData("Write a summary of the text above.", "A dog ran over the field and the children laughed.", "rougeL")]
    public void Route_PromptAsksForIt_PicksTheTasksMetric(string prompt, string reference, string tool)
    {
        var query = ToolHarness.QueryOf(reference) with { Prompt = [new Rlar.Message("user", prompt)] };
        Assert.Equal(tool, Assert.Single(s_router.Route(query).Tools).Tool.Card.Id);
    }

    [Theory]
    [InlineData("""{"tools":[]}""", "tool-call/exact", "[get_weather(city='Paris')]")]
    [InlineData("""{"tools":[]}""", "tool-call/exact", "[{\"name\":\"f\",\"arguments\":{}}]")]
    [InlineData("""{"tools":[]}""", "tool-call/exact", "<tool_call>{\"name\":\"f\"}</tool_call>")]
    [InlineData("""{"expected_calls":[]}""", "tool-call/exact")]
    [InlineData("""{"possible_answer":[{"f":{"a":[1]}}]}""", "tool-call/exact")]
    [InlineData("""{"possible_answer":[],"tools":[]}""", "tool-call/exact")]
    [InlineData("{}", "tool-call/exact", "add_numbers(a=1)")]
    [InlineData("""{"schema":{}}""", "json-schema")]
    [InlineData("""{"json_schema":{}}""", "json-schema")]
    [InlineData("""{"response_format":{}}""", "json-schema")]
    [InlineData("{}", "json-fields", "{\"a\":1}")]
    [InlineData("""{"passages":[],"citations":[]}""", "citations")]
    [InlineData("""{"passages":[],"citations":[]}""", "squad", "Paris")]
    [InlineData("""{"passages":[],"citations":[]}""", "token-f1", "Paris is the capital of France, which has been so for many years.")]
    [InlineData("{}", "qa-match", "Paris", "City of Light")]
    [InlineData("{}", "qa-match", "Paris")]
    [InlineData("{}", "math", "f(x) = 2x")]
    public void Route_ByWhatTheRowCarries_PicksTheTool(string metadata, string tool, params string[] references) =>
        Assert.Equal(tool, s_router.Route(ToolHarness.QueryOf(references) with { Metadata = ToolHarness.Json(metadata) }).Tools[0].Tool.Card.Id);

    [Theory]
    [InlineData("bfcl_v4_simple", "tool-call/exact", "f(a=1)")]
    [InlineData("toolrl", "tool-call/toolrl", "<think>")]
    [InlineData("rlla_4k", "tool-call/toolrl", "<think>")]
    [InlineData("xstest", "refusal", "unsafe")]
    [InlineData("safety", "refusal", "safe")]
    [InlineData("json-schema", "json-schema", "x")]
    [InlineData("json-extraction", "json-fields", "{\"a\":1}")]
    [InlineData("json-extraction", "json", "x")]
    public void Route_ByHint_PicksTheTool(string hint, string tool, string reference) =>
        Assert.Equal(tool, s_router.Route(ToolHarness.QueryOf(reference) with { TaskHints = [hint] }).Tools[0].Tool.Card.Id);

    [Fact]
    public void Route_OwnTool_GoesBeforeEverything()
    {
        var route = s_router.Route(ToolHarness.QueryOf("18") with { Tool = "exact-match", TaskHints = ["math"] });
        Assert.Equal("exact-match", Assert.Single(route.Tools).Tool.Card.Id);
        Assert.Equal(1, route.Confidence);
    }

    [Fact]
    public void Route_OwnToolUnknown_IsUnscorableAndNotGuessed()
    {
        var route = s_router.Route(ToolHarness.QueryOf("18") with { Tool = "no-such" });
        Assert.Empty(route.Tools);
        Assert.Contains("no-such", route.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai/gsm8k")]
    [InlineData("OpenAI/GSM8K")]
    [InlineData("math")]
    public void Route_Hint_GoesBeforeTheReference(string hint)
    {
        var route = s_router.Route(ToolHarness.QueryOf("18") with { TaskHints = [hint] });
        Assert.Equal("math", route.Task);
        Assert.Contains(hint, route.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_NothingToCompareWith_IsUnscorableWithTheReason()
    {
        var route = s_router.Route(ToolHarness.QueryOf());
        Assert.Empty(route.Tools);
        Assert.Contains("nothing to compare with", route.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_Tests_AreNeverScoredByWords()
    {
        var route = s_router.Route(ToolHarness.QueryOf("def f(x): return x") with { Tests = ToolHarness.Json("{\"asserts\":[]}") });
        Assert.Equal("code", route.Task);
        Assert.DoesNotContain(route.Tools, tool => tool.Tool.Card.Id == "token-f1");
    }

    [Theory]
    [InlineData("Write a function f.", """{"asserts": ["assert f(1) == 2"]}""", "code/python")]
    [InlineData("Write a program in C++ that adds two numbers.", """{"cases": [{"stdin": "1 2", "stdout": "3"}]}""", "code/cpp")]
    [InlineData("Write a C program that adds.", """{"cases": [{"stdin": "1 2", "stdout": "3"}]}""", "code/c")]
    [InlineData("Solve it in C#.", """{"cases": [{"stdin": "1 2", "stdout": "3"}]}""", "code/csharp")]
    [InlineData("Solve it using JavaScript.", """{"cases": [{"stdin": "1 2", "stdout": "3"}]}""", "code/javascript")]
    [InlineData("Write a bash script.", """{"cases": [{"stdin": "1 2", "stdout": "3"}]}""", "code/bash")]
    [InlineData("List all names.", """{"setup": "CREATE TABLE t(x)", "query": "SELECT x FROM t"}""", "code/sql")]
    public void Route_Tests_PickTheLanguage(string prompt, string tests, string tool)
    {
        var query = ToolHarness.QueryOf() with { Prompt = [new Rlar.Message("user", prompt)], Tests = ToolHarness.Json(tests) };
        Assert.Equal(tool, Assert.Single(s_router.Route(query).Tools).Tool.Card.Id);
    }

    [Theory]
    [InlineData("""{"inputs":["2\n"],"outputs":["4\n"]}""", "code/python", "code/python")]
    [InlineData("""{"fn_name":"f","inputs":[[2]],"outputs":[4]}""", "code/python", "code/python")]
    [InlineData("""["assert f(1) == 2"]""", "code/python", "code/python")]
    [InlineData("""{"asserts":["assert f(1) == 2"]}""", "code/python", "code/python")]
    [InlineData("""[{"stdin":"2","stdout":"4"}]""", "code/python", "code/python")]
    [InlineData("""{"inputs":3}""", "json-fields", "")]
    [InlineData("""{"cases":["Smith v. Jones"]}""", "json-fields", "")]
    [InlineData("""{"mood": ["assertive", "kind"]}""", "json-fields", "")]
    public void Route_TestsAsTheReference_AreTests(string reference, string tool, string hinted)
    {
        var query = ToolHarness.QueryOf(reference);
        Assert.Equal(tool, Assert.Single(s_router.Route(query).Tools).Tool.Card.Id);
        foreach (var hint in (string[])["apps", "codecontests", "codeparrot/apps", "taco"])
            Assert.Equal(hinted, string.Concat(s_router.Route(query with { TaskHints = [hint] }).Tools.Select(used => used.Tool.Card.Id)));
    }

    [Theory]
    [InlineData("070", "math")]
    [InlineData("007", "math")]
    [InlineData("", "")]
    [InlineData("SELECT COUNT(*) FROM t", "")]
    [InlineData("select name from t where x = 1", "")]
    [InlineData("select the best from the menu", "qa-match")]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a", "")]
    [InlineData("With love from Paris", "qa-match")]
    public void Route_ReferenceAlone_IsToldByItsShape(string reference, string tool) =>
        Assert.Equal(tool, string.Concat(s_router.Route(ToolHarness.QueryOf(reference)).Tools.Select(used => used.Tool.Card.Id)));

    [Fact]
    public void Route_ToolRl_GoesBeforeItsAbility() => Assert.Equal(
        "tool-call/toolrl",
        s_router.Route(ToolHarness.QueryOf("<think> a </think>") with { TaskHints = ["rlla", "math"] }).Tools[0].Tool.Card.Id);

    [Fact]
    public void Route_AssertsAsAList_AreTests()
    {
        var query = ToolHarness.QueryOf("assert f(1) == 2") with { References = ["assert f(1) == 2", "assert f(2) == 3"], TaskHints = ["code"] };
        Assert.Equal("code/python", s_router.Route(query).Tools[0].Tool.Card.Id);
    }

    [Theory]
    [InlineData("2024-01-15")]
    [InlineData("1/2/2024")]
    [InlineData("15.01.2024")]
    [InlineData("01/15")]
    [InlineData("555-1234")]
    [InlineData("(555) 123-4567")]
    [InlineData("+1-555-123-4567")]
    [InlineData("1914-1918")]
    [InlineData("1914 - 1918")]
    [InlineData("3-2")]
    [InlineData("02139")]
    [InlineData("05")]
    [InlineData("00.5")]
    [InlineData("1.2.3")]
    public void Route_CodesAndDates_AreNotComputed(string reference)
    {
        Assert.Equal("qa-match", s_router.Route(ToolHarness.QueryOf(reference)).Tools[0].Tool.Card.Id);
        Assert.Equal("math", s_router.Route(ToolHarness.QueryOf(reference) with { TaskHints = ["math"] }).Tools[0].Tool.Card.Id);
    }

    [Theory]
    [InlineData("1/2")]
    [InlineData("-3")]
    [InlineData("3.5")]
    [InlineData("0.05")]
    [InlineData("0")]
    [InlineData("1,000")]
    [InlineData("2^{10}")]
    [InlineData("x-1")]
    [InlineData("3 - 2x")]
    [InlineData("3-2x")]
    [InlineData("3-2i")]
    [InlineData("$02$")]
    public void Route_Mathematics_StaysMathematics(string reference) =>
        Assert.Equal("math", s_router.Route(ToolHarness.QueryOf(reference)).Tools[0].Tool.Card.Id);

    [Theory]
    [InlineData("online-chat", "judge-less")]
    [InlineData("inquiry", "judge-less")]
    [InlineData("search", "judge-less")]
    [InlineData("claimed", "judge-less")]
    [InlineData("nontrivial", "judge-less")]
    [InlineData("nli", "hint-classification")]
    [InlineData("multi_nli", "hint-classification")]
    [InlineData("nyu-mll/mnli", "hint-classification")]
    [InlineData("nli_fr", "hint-classification")]
    [InlineData("nq", "hint-qa")]
    [InlineData("nq_open", "hint-qa")]
    [InlineData("google/NQ-open", "hint-qa")]
    [InlineData("natural_questions", "hint-qa")]
    [InlineData("triviaqa", "hint-qa")]
    [InlineData("AI-MO/aime24", "hint-math")]
    [InlineData("amc23", "hint-math")]
    [InlineData("wmt14", "hint-translation")]
    [InlineData("cnn_dailymail", "hint-summary")]
    public void Route_ShortHints_AreWholeWords(string hint, string rule)
    {
        var why = s_router.Route(ToolHarness.QueryOf("Paris") with { TaskHints = [hint] }).Why;
        Assert.Contains(rule == "judge-less" ? "rule carries-question" : $"rule {rule}", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ai2_arc", "hint-choice")]
    [InlineData("ARC-Challenge", "hint-choice")]
    [InlineData("search", "carries-choice")]
    public void Route_ShortHintsOfChoices_AreWholeWords(string hint, string rule) =>
        Assert.Contains($"rule {rule})", s_router.Route(ToolHarness.QueryOf("B") with { TaskHints = [hint] }).Why, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"tool":"exact-mach"}""", "exact-match")]
    [InlineData("""{"tool":"exact-match","set":{"nonsense":"1"}}""", "nonsense")]
    public void Router_UsersRuleThatCannotHold_IsRefusedWithFileAndRule(string tool, string named)
    {
        var json = $$"""{"rules":[{"name":"mine","tier":"carries","task":"t","use":[{{tool}}],"confidence":1,"why":"w"}]}""";
        var user = RouteTable.Parse(Encoding.UTF8.GetBytes(json), "mine.json");
        var error = Assert.Throws<RouteException>(() => new Router(BuiltInTools.Registry, RouteTable.BuiltIn.After(user)));
        Assert.StartsWith("mine.json: $.rules[0] (mine): ", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_ProgrammingTaskWithoutTests_IsUnscorable()
    {
        var route = s_router.Route(ToolHarness.QueryOf() with { TaskHints = ["code"] });
        Assert.Empty(route.Tools);
        Assert.Contains("tests", route.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_UsersRule_GoesBeforeTheBuiltIn()
    {
        var user = RouteTable.Parse(
            Encoding.UTF8.GetBytes(
                """{"rules":[{"name":"mine","tier":"carries","reference":["number"],"task":"mine","use":[{"tool":"numeric-match","weight":2,"set":{"relative":0.01}},{"tool":"exact-match","calibrate":[1,0]}],"confidence":1,"why":"I said so"}]}"""),
            "mine.json");
        var route = new Router(BuiltInTools.Registry, RouteTable.BuiltIn.After(user)).Route(ToolHarness.QueryOf("18"));
        Assert.Equal("mine", route.Task);
        Assert.Equal(2, route.Tools[0].Weight);
        Assert.Equal(0, route.Tools[1].ToReward(1));
        Assert.NotEqual(s_router.Route(ToolHarness.QueryOf("18")).Tools[0].Tool.Card.Version, route.Tools[0].Tool.Card.Version);
    }

    [Theory]
    [InlineData("""{"rules":[{"name":"x"}]}""", "rules[0]")]
    [InlineData("""{"rules":[{"name":"x","tier":"never"}]}""", "tier")]
    [InlineData("""{"rules":[{"name":"x","tier":"hint","task":"t","confidence":2,"why":"w","use":[{"tool":"exact-match"}]}]}""", "confidence")]
    [InlineData("""{"rules":[{"name":"x","tier":"hint","task":"t","confidence":1,"why":"w"}]}""", "use")]
    [InlineData("""{"rules":[{"name":"x","tier":"hint","task":"t","confidence":1,"why":"w","use":[{"tool":"exact-match"}],"prompt":"("}]}""", "prompt")]
    [InlineData("""{"rules":[{"nam":"x"}]}""", "'nam'")]
    [InlineData("[", "line 1")]
    public void Parse_NotATable_NamesFileAndPlace(string json, string place)
    {
        var error = Assert.Throws<RouteException>(() => RouteTable.Parse(Encoding.UTF8.GetBytes(json), "mine.json"));
        Assert.StartsWith("mine.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BuiltIn_RuleNames_AreUnique() =>
        Assert.Equal(RouteTable.BuiltIn.Rules.Count, RouteTable.BuiltIn.Rules.Select(rule => rule.Name).Distinct().Count());
}
