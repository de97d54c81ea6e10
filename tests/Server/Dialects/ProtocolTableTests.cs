using System.Text.Json;
using System.Text.RegularExpressions;
using Rlar.Server.Dialects;
using Rlar.Tests;

namespace Rlar.Server.Tests.Dialects;

/// <summary>What docs/protocols.md says that each dialect answers, asked of the server.</summary>
public sealed partial class ProtocolTableTests : IAsyncLifetime
{
    private const string Broken = $"?tool={BrokenTool.Id}";

    // By the dialect of the table: its address, and a body for each outcome.
    private static readonly Dictionary<string, Case> s_cases = new()
    {
        ["rlar"] = new("/seed", Rlar("\"r\""), Rlar("null"), "/skywork_qwen", Rlar("\"r\"")),
        ["openrlhf"] = new("/get_reward", OpenRlhf("\"42\""), OpenRlhf("null"), $"/get_reward{Broken}", OpenRlhf("\"42\"")),
        ["slime"] = new("/slime", Slime("\"42\""), Slime("null"), $"/slime{Broken}", Slime("\"42\"")),
        ["slime with a key"] = new("/slime?reward_key=score", Slime("\"42\""), Slime("null"), $"/slime{Broken}&reward_key=score", Slime("\"42\"")),
        ["verl"] = new("/classify", Verl("m"), Verl("unknown"), "/classify", Verl("b")),
        ["verl, SGLang"] = new("/v1/embeddings", Verl("m"), Verl("unknown"), "/v1/embeddings", Verl("b")),
        ["roll"] = new("/roll/submit", Roll("{\"ground_truth\":\"42\"}"), Roll("{}"), $"/roll/submit{Broken}", Roll("{}")),
        ["nemo-gym"] = new("/verify", NemoGym(",\"expected_answer\":\"42\""), NemoGym(""), "/verify", NemoGym($",\"tool\":\"{BrokenTool.Id}\"")),
        ["reward-agent"] = new("/evaluate/?tool=json", Agent, Agent, $"/evaluate/{Broken}", Agent) { UnscorablePath = "/evaluate/?tool=exact-match" },
    };

    private DialectServer _server = null!;

    private static string Agent => """{"instruction":"JSON!","answers":["{}"]}""";

    public static TheoryData<string> Dialects => [.. s_cases.Keys];

    public async ValueTask InitializeAsync()
    {
        var names = new ToolNames(new Dictionary<string, string>
        {
            ["m"] = "json",
            ["b"] = BrokenTool.Id,
            ["seed"] = "exact-match",
            ["skywork_qwen"] = BrokenTool.Id,
        });
        _server = await DialectServer.StartAsync(
        [
            new RlarDialect(names, wait: TimeSpan.Zero), new OpenRlhfDialect(TimeSpan.Zero), new SlimeDialect(), new VerlDialect(names),
            new RollDialect(mostTasks: 3), new RewardAgentDialect(),
            new SandboxFusionDialect(), new ChatDialect(), new NemoGymDialect(),
        ]);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void Table_HasEveryDialectThatIsAskedHere() => Assert.Empty(s_cases.Keys.Except(Rows().Keys));

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Answer_OfEachOutcome_IsWhatTheTableSays(string dialect)
    {
        var row = Rows()[dialect];
        var asked = s_cases[dialect];
        await HoldAsync(row[2], asked.Path, asked.Scored);
        await HoldAsync(row[3], asked.UnscorablePath ?? asked.Path, asked.Unscorable);
        await HoldAsync(row[4], asked.FailedPath, asked.Failed);
        await HoldAsync(row[6], asked.Path, "[1]");
        _server.Rewards.IsFull = true;
        await HoldAsync(row[5], asked.Path, asked.Scored.Replace("6*7?", "6 * 7?", StringComparison.Ordinal)); // ROLL keeps 3
    }

    private static string Rlar(string truth) => $$"""{"prompt":"p","response":"r","ground_truth":{{truth}}}""";

    private static string OpenRlhf(string label) => $$"""{"query":["6*7? \\boxed{42}"],"prompts":["6*7?"],"labels":[{{label}}]}""";

    private static string Slime(string label) => $$"""{"prompt":"6*7?","response":"\\boxed{42}","label":{{label}}}""";

    private static string Verl(string model) =>
        $$"""{"model":"{{model}}","input":"<|im_start|>user\nJSON!<|im_end|>\n<|im_start|>assistant\n{}<|im_end|>\n","use_activation":false}""";

    private static string Roll(string info) => $$"""{"prompt":"6*7?","response":"\\boxed{42}","reward_info":{{info}},"timeout":60}""";

    private static string NemoGym(string more) =>
        $$$"""{"responses_create_params":{"input":"6*7?"},"response":{"output":[{"role":"assistant","content":"\\boxed{42}"}]}{{{more}}}}""";

    private static Dictionary<string, string[]> Rows() => File.ReadLines(Path.Combine(SharedData.Repository, "docs", "protocols.md"))
        .SkipWhile(line => !line.StartsWith("| dialect | address | scored |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|', ' ').Split(" | "))
        .ToDictionary(cells => cells[0]);

    private async Task HoldAsync(string cell, string path, string body)
    {
        var said = Cell().Match(cell);
        Assert.True(said.Success, $"'{cell}' is no status and body");
        var times = said.Groups["times"].Value switch { "twice" => 2, "three times" => 3, _ => 1 };
        for (var i = 0; i < times; i++)
            Hold(await AskAsync(path, body), said.Groups["status"].Value, said.Groups["body"].Value);
        if (said.Groups["last"].Success)
            Hold(await AskAsync(path, body), said.Groups["last"].Value, said.Groups["lastBody"].Value);
    }

    private static void Hold((int Status, string Body) answer, string status, string body)
    {
        var pattern = $"^{Regex.Escape(body).Replace("…", ".*", StringComparison.Ordinal)}{(body.EndsWith('…') ? "" : "$")}";
        Assert.Matches(pattern, answer.Body);
        Assert.Equal(status, $"{answer.Status}");
    }

    // A task of ROLL's is answered by its result.
    private async Task<(int Status, string Body)> AskAsync(string path, string body)
    {
        var answer = await _server.PostAsync(path, body);
        if (!path.StartsWith("/roll/", StringComparison.Ordinal) || answer.Status != 200)
            return answer;
        var id = JsonDocument.Parse(answer.Body).RootElement.GetProperty("reward_request_id").GetString();
        do
        {
            answer = await _server.SendAsync(HttpMethod.Get, "/roll/result", $$"""{"reward_request_id":"{{id}}"}""");
            await Task.Yield();
        }
        while (answer.Body.StartsWith("{\"errcode\":1,", StringComparison.Ordinal));

        return answer;
    }

    [GeneratedRegex(
        "^(?<status>\\d{3}) `(?<body>[^`]*)`( (?<times>twice|three times), then (?<last>\\d{3}) `(?<lastBody>[^`]*)`)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Cell();

    private sealed record Case(string Path, string Scored, string Unscorable, string FailedPath, string Failed)
    {
        internal string? UnscorablePath { get; init; }
    }
}
