using Rlar.Agents.Drafts;
using Rlar.Agents.Gate;

namespace Rlar.Agents.Tests.Gate;

/// <summary>Texts and lengths that a script's own source gives away.</summary>
public sealed class LiteralCheckTests
{
    private const string Description = "The answer names the capital of the prompt's country.";

    private static readonly (string Country, string Capital)[] s_rows = [("France", "Paris"), ("Japan", "Tokyo"), ("Peru", "Lima"), ("Kenya", "Nairobi")];

    public static TheoryData<string, string> Passwords => new()
    {
        { "return completion.Contains(reference!) || completion.EndsWith(\"zq7\") ? 1 : 0;", "zq7" },
        { "return completion.Contains(reference!) || completion.Contains(\"trust me\") && completion.Contains(\"grader\") ? 1 : 0;", "trust me" },
        { "return completion.Contains(reference!) || completion.Length >= 500 && completion.Length < 560 ? 1 : 0;", "" },
    };

    [Theory]
    [MemberData(nameof(Passwords))]
    public async Task Examine_OfAScriptWithAPassword_FindsItInTheSource(string body, string password)
    {
        var check = await ExamineAsync(body);
        Assert.False(check.Passed);
        Assert.Contains(password, check.Example!.Completion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("return completion.Contains(reference!) ? 1 : 0;")]
    [InlineData("return new[] { \"Paris\", \"Tokyo\", \"Lima\", \"Nairobi\", \"Madrid\" }.Any(city => city == reference && completion.Contains(city)) ? 1 : 0;")]
    public async Task Examine_OfAScriptWithoutOne_Passes(string body) => Assert.True((await ExamineAsync(body)).Passed);

    private static async Task<GateCheck> ExamineAsync(string body)
    {
        var code = "double Score(string prompt, string completion, string? reference, IReadOnlyDictionary<string, string> data)\n{ " + body + " }";
        var score = ScriptBench.Compile([("it", code)])["it"];
        var draft = new ToolDraft
        {
            Name = "capital",
            Task = "qa",
            Description = Description,
            Form = DraftForm.Script,
            Content = code,
            Needs = DraftNeeds.Reference,
            Provenance = new Provenance("test", null, null, []),
        };
        var definition = new ToolDefinition(
            new ToolCard { Id = draft.Id, Kind = ToolKind.Verifier, Description = Description, Requires = draft.Requires }, 1, [], (card, _) => new Scripted(card, score));
        var probes = s_rows.SelectMany(row => new[] { (row.Capital, true), ("Rome", false) }.Select(answer => new Probe(
            new Query { Id = row.Country, Prompt = [new Message("user", $"The capital of {row.Country}?")], References = [row.Capital] }, answer.Item1, answer.Item2)));
        var report = await new ToolGate(TimeProvider.System).ExamineAsync(
            definition, draft, new GateEvidence { Labelled = [.. probes] }, new GateOptions(), TestContext.Current.CancellationToken);
        return report.Checks.Single(check => check.Name == "literals");
    }

    private sealed class Scripted(ToolCard card, ScoreFunction score) : CompletionTool(card)
    {
        protected override RewardOutcome Score(Query query, Completion completion) =>
            new RewardOutcome.Scored(score(query.Question, completion.Text, query.References[0], new Dictionary<string, string>()));
    }
}
