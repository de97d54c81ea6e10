using System.Text.Json;
using Rlar.Rewards;
using Rlar.Rewards.Tests;
using Rlar.Scoring.Rows;
using Rlar.Tests;

namespace Rlar.Agents.Tests.Requirements;

/// <summary>
/// What a card requires is what the tool does. Where a requirement is not met, every completion is unscorable, with the requirement's reason; where all
/// are met, not all of some completions (the references among them) are: what the row lacks is never why. Out of it is what no row says: the
/// size of references, and what shows only when the row's own reference is run.
/// </summary>
public sealed class RequirementAgreementTests
{
    private const int GeneratedRows = 300;

    private static readonly string[] s_references =
    [
        "", " ", "18", "Paris", "B", "(C)", "safe", "unsafe", "{\"a\":1}", "[\"a\",\"b\"]", "...", "!!!", "the", "\\frac{1}{2}", "x = 3", "(", "[get(a=1)]", "1/0",
        "<tool_call>\n{\"name\":\"get\",\"parameters\":{}}\n</tool_call>", "<tool_call>get</tool_call>", "assert f(1) == 2", "日本", "$\\frac{1}{0}$", "98",
        "#### 7", "{\"instruction_id_list\":[\"punctuation:no_comma\"]}", "[{\"get\":{\"city\":[\"Paris\"]}}]", "[0-9]+", "A and B", "one, two", "\\boxed{}",
    ];

    private static readonly string?[] s_metadata =
    [
        null, null, "[1]", "{}", "{\"numbers\":[1,2]}", "{\"numbers\":\"x\"}", "{\"nums\":[]}", "{\"passages\":[\"a b c\"]}", "{\"contexts\":[]}",
        "{\"documents\":{\"title\":\"x\"}}", "{\"schema\":{\"type\":\"object\"}}", "{\"schema\":\"no json\"}", "{\"schema\":{\"type\":7}}",
        "{\"required_keys\":[\"a\"]}", "{\"required_keys\":3}", "{\"expected_calls\":[{\"name\":\"get\",\"arguments\":{}}]}", "{\"expected_calls\":\"(\"}",
        "{\"safe\":true}", "{\"label\":\"unsafe\"}", "{\"label\":\"maybe\"}", "{\"choices\":[\"Paris\",\"Rome\"]}", "{\"response_format\":{\"type\":\"json_object\"}}",
    ];

    private static readonly string?[] s_tests =
    [
        null, null, null, "{\"asserts\":[\"assert f(1) == 2\"]}", "{\"cases\":[{\"stdin\":\"\",\"stdout\":\"1\"}]}", "{\"x\":1}", "[]", "3", "{\"check\":\"def check(c): pass\"}",
        "{\"setup\":\"create table t(a);\",\"query\":\"select 1\"}", "{\"setup\":\"create table t(a);\"}", "{\"setup\":\"create table t(a);\",\"expected\":[1]}",
    ];

    private static readonly string?[] s_constraints =
    [
        null, null, "{\"instruction_id_list\":[\"punctuation:no_comma\"],\"kwargs\":[{}]}", "{\"instruction_id_list\":[\"no:such\"]}", "{\"instruction_id_list\":[]}",
        "{\"json_schema\":{\"type\":\"array\"}}", "{\"func_name\":\"validate_lowercase\"}",
    ];

    public static TheoryData<string> Tools => [.. BuiltInTools.Registry.Definitions.Select(definition => definition.Draft.Id)];

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Requires_GeneratedRows_SaysWhatTheToolSays(string id)
    {
        var tool = BuiltInTools.Registry.Create(id);
        var random = new Random(17);
        var (met, unmet) = (0, 0);
        for (var row = 0; row < GeneratedRows; row++)
        {
            var isMet = await CheckAsync(tool, Generated(random, row));
            (met, unmet) = (met + (isMet ? 1 : 0), unmet + (isMet ? 0 : 1));
        }

        // A requirement that is never met, or always, would prove nothing.
        Assert.True(met > 0, $"{id}: no row meets {string.Join(", ", tool.Card.Requires)}");
        Assert.Equal(tool.Card.Requires.Count > 0, unmet > 0);
    }

    [Theory]
    [InlineData("gsm8k_model_solutions_dev.jsonl.gz", "completion=solution,reference=gold", 20)]
    [InlineData("humaneval.jsonl.gz", "completion=canonical_solution", 20)]
    [InlineData("ifeval_input.jsonl.gz", "", 100)]
    [InlineData("comet_regression.jsonl.gz", "prompt=src,completion=mt,reference=ref", 6)]
    [InlineData("math_pairs_dev.jsonl", "completion=answer,reference=gold", 80)]
    [InlineData("xstest_prompts.jsonl.gz", "", 30)]
    [InlineData("nq301_human_dev.jsonl", "completion=answer,reference=references", 20)]
    public async Task Requires_SharedRows_SaysWhatTheToolSays(string file, string columns, int count)
    {
        var parser = new RowParser(new RowParserOptions { Columns = ColumnMap.Parse(columns), PromptRequired = false, CompletionsRequired = false });
        var rows = SharedData.Rows(file).Take(count).Select((row, i) => parser.Parse(JsonSerializer.SerializeToUtf8Bytes(row), i + 1, file).Query).ToArray();
        foreach (var definition in BuiltInTools.Registry.Definitions)
        {
            var tool = definition.Create();
            foreach (var query in rows)
                await CheckAsync(tool, query);
        }
    }

    /// <summary>With options that take the row's place, the row need carry nothing.</summary>
    [Theory]
    [InlineData("regex", "pattern", "a+")]
    [InlineData("json-schema", "schema", "{\"type\":\"object\"}")]
    [InlineData("json", "required-keys", "a")]
    public void Requires_OptionInTheRowsPlace_AsksForNothing(string id, string option, string value)
    {
        Assert.NotEmpty(BuiltInTools.Registry.Create(id).Card.Requires);
        Assert.Empty(BuiltInTools.Registry.Create(id, new Dictionary<string, string> { [option] = value }).Card.Requires);
    }

    /// <summary>A text that holds a list is its elements to the tools that read references so, and to their requirements.</summary>
    [Fact]
    public void Missing_ListInAText_IsLookedAtAsTheToolIsGivenIt()
    {
        var numeric = BuiltInTools.Registry.Create("numeric-match").Card;
        Assert.Null(numeric.Missing(ToolHarness.QueryOf("[\"34\", \"34.0\"]")));
        Assert.Equal("the row has no reference", numeric.Missing(ToolHarness.QueryOf()));
        Assert.Contains("holds no single number", numeric.Missing(ToolHarness.QueryOf("Paris")), StringComparison.Ordinal);
    }

    private static Query Generated(Random random, int row)
    {
        return new Query
        {
            Id = $"g{row}",
            Prompt = [new Message("user", "Which is it? A) Paris B) Rome")],
            References = [.. Enumerable.Range(0, random.Next(4) is 3 ? 2 : random.Next(3) > 0 ? 1 : 0).Select(_ => s_references[random.Next(s_references.Length)])],
            Metadata = Picked(s_metadata),
            Tests = Picked(s_tests),
            Constraints = Picked(s_constraints),
        };

        JsonElement? Picked(string?[] pool) => pool[random.Next(pool.Length)] is { } json ? ToolHarness.Json(json) : null;
    }

    /// <summary>Checks a row against a tool; true where it meets what the tool requires.</summary>
    private static async Task<bool> CheckAsync(IRewardTool tool, Query row)
    {
        var card = tool.Card;
        var missing = card.Missing(row);
        if (missing is null && card.Id.StartsWith("code/", StringComparison.Ordinal))
            return true; // it would start a sandbox; what it says then is CodeToolTests'
        var group = new RolloutGroup(card.View(row), [.. Completions(row).Select(text => new Completion(text, 5))]);
        var outcomes = await tool.ScoreAsync(group, CancellationToken.None);
        var about = $"{card.Id} on {JsonSerializer.Serialize(new { row.References, row.Metadata, row.Tests, row.Constraints })}: {missing ?? "met"}";
        Assert.False(outcomes.Any(outcome => outcome is RewardOutcome.Failed), $"{about}: {outcomes.FirstOrDefault(outcome => outcome is RewardOutcome.Failed)}");
        if (missing is not null)
            Assert.All(outcomes, outcome => Assert.Equal($"{card.Id}: {missing}", (outcome as RewardOutcome.Unscorable)?.Reason ?? $"{about}: {outcome}"));
        else
            Assert.True(outcomes.Any(outcome => outcome is RewardOutcome.Scored), $"{about}: {outcomes[0]}");
        return missing is null;
    }

    private static IEnumerable<string> Completions(Query row) =>
        [.. row.Alternatives, .. row.References, .. row.Alternatives.Select(text => $"\\boxed{{{text}}}"), string.Join("; ", row.References), "I do not know.", ""];
}
