using System.Text.Json;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Tests.Gate;

/// <summary>One verifier of the test data: its script, its task's probes and whether it is good.</summary>
internal sealed record GateCase(string Id, int Line, string Flaw, ToolDraft Draft, ToolDefinition Definition, GateCases.Task Task, bool IsGood)
{
    /// <summary>The probes that a gate is shown: all, the easy ones, or the first few.</summary>
    internal IReadOnlyList<Probe> Probes(string evidence) => evidence switch
    {
        "all" => [.. Task.Good, .. Task.Bad, .. Task.HardGood, .. Task.HardBad],
        "easy" => [.. Task.Good, .. Task.Bad],
        _ => [.. Task.Good.Take(3), .. Task.Bad.Take(3)],
    };
}

/// <summary>The test data: ten tasks by an author who did not see the gate, 30 good verifiers and 117 bad ones.</summary>
internal static class GateCases
{
    internal sealed record Task(string Name, string Description, IReadOnlyList<Probe> Good, IReadOnlyList<Probe> Bad, IReadOnlyList<Probe> HardGood, IReadOnlyList<Probe> HardBad);

    internal static IReadOnlyList<GateCase> Read(string folder)
    {
        var tasks = Lines(Path.Combine(folder, "tasks.jsonl")).Select(TaskOf).ToDictionary(task => task.Name);
        var rows = Lines(Path.Combine(folder, "good.jsonl")).Select((row, i) => (row, i, IsGood: true))
            .Concat(Lines(Path.Combine(folder, "bad.jsonl")).Select((row, i) => (row, i, IsGood: false))).ToArray();
        var scripts = ScriptBench.Compile([.. rows.Select(item => (Text(item.row, "id"), Text(item.row, "code")))]);
        return [.. rows.Select(item => CaseOf(item.row, item.i, item.IsGood, tasks[Text(item.row, "task")], scripts[Text(item.row, "id")]))];
    }

    private static GateCase CaseOf(JsonElement row, int index, bool isGood, Task task, ScoreFunction score)
    {
        var needs = task.Good.Any(probe => probe.Query.References.Count > 0) ? DraftNeeds.Reference : DraftNeeds.None;
        var draft = new ToolDraft
        {
            Name = Text(row, "id"),
            Task = "test",
            Description = task.Description,
            Form = DraftForm.Script,
            Content = Text(row, "code"),
            Needs = needs,
            Provenance = new Provenance("test", null, null, []),
        };
        var card = new ToolCard { Id = draft.Id, Kind = ToolKind.Verifier, Description = task.Description, Requires = draft.Requires };
        var definition = new ToolDefinition(card, 1, [], (made, _) => new DelegateTool(made, score));
        return new GateCase(Text(row, "id"), index + 1, isGood ? "" : Text(row, "flaw"), draft, definition, task, isGood);
    }

    private static Task TaskOf(JsonElement row)
    {
        var queries = new Dictionary<(string, string?), Query>();
        return new Task(Text(row, "task"), Text(row, "description"), Of("good", true), Of("bad", false), Of("hard_good", true), Of("hard_bad", false));

        IReadOnlyList<Probe> Of(string member, bool isRight) => [.. row.GetProperty(member).EnumerateArray().Select(probe => new Probe(QueryOf(probe), Text(probe, "completion"), isRight)
        {
            Source = "labelled",
        })];

        Query QueryOf(JsonElement probe)
        {
            var reference = probe.TryGetProperty("reference", out var given) ? given.GetString() : null;
            var key = (Text(probe, "prompt"), reference);
            return queries.TryGetValue(key, out var known) ? known : queries[key] = new Query
            {
                Id = $"q{queries.Count}",
                Prompt = [new Message("user", key.Item1)],
                References = reference is null ? [] : [reference],
            };
        }
    }

    private static IEnumerable<JsonElement> Lines(string path) => File.ReadLines(path).Select(line =>
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    });

    private static string Text(JsonElement row, string member) => row.GetProperty(member).GetString()!;

    private sealed class DelegateTool(ToolCard card, ScoreFunction score) : CompletionTool(card)
    {
        private static readonly Dictionary<string, string> s_none = [];

        protected override RewardOutcome Score(Query query, Completion completion) =>
            new RewardOutcome.Scored(score(query.Question, completion.Text, query.References.Count > 0 ? query.References[0] : null, s_none));
    }
}
