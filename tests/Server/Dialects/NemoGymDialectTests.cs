using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class NemoGymDialectTests : IAsyncLifetime
{
    private DialectServer _server = null!;

    public static TheoryData<string> Goldens => Golden.Names("nemo-gym");

    public async ValueTask InitializeAsync() => _server = await DialectServer.StartAsync([new NemoGymDialect()]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Goldens))]
    public Task Answer_RequestOfTheTrainer_IsExact(string name) => Golden.HoldAsync(_server, "nemo-gym", name);

    [Fact]
    public async Task Verify_SeveralTools_ComponentsSumToTheReward()
    {
        const string route = """,{"id":"length"},{"id":"contains","weight":3}""";
        var answer = await VerifyAsync("Paris, of course", $$""","expected_answer":"Paris","route":{"tools":[{"id":"normalized-match"}{{route}}]}""");
        var components = answer.GetProperty("reward_components").EnumerateObject().Select(part => part.Value.GetDouble()).ToArray();
        Assert.Equal(3, components.Length);
        Assert.Equal(answer.GetProperty("reward").GetDouble(), components.Sum(), 1e-9);
        Assert.Contains(components, share => share is not 0);
    }

    [Fact]
    public async Task Verify_EveryField_IsEchoedAsItCame()
    {
        const string more = ""","expected_answer":"42","n":1.50,"big":12345678901234567890,"text":"\u00e9 \ud83d\ude00","list":[],"none":null,"a":{"b":1}""";
        var (_, answer) = await _server.PostAsync("/verify", Request("\\boxed{42}", more));
        Assert.Contains(more[1..], answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AnswerOfBefore_IsReplaced()
    {
        const string before =
            ""","expected_answer":"42","reward":0.0,"_ng_failure_class":"judge_failed","_ng_failure_judge_error":"x","rlar":{"status":"failed"}""";
        var (_, again) = await _server.PostAsync("/verify", Request("\\boxed{42}", before));
        var (_, first) = await _server.PostAsync("/verify", Request("\\boxed{42}", ",\"expected_answer\":\"42\""));
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Verify_NothingToJudgeBy_IsMaskedAndKeepsTheConfiguration()
    {
        var answer = await VerifyAsync("anything", ",\"instance_config\":{\"a\":1,\"mask_sample\":false}");
        Assert.Equal("""{"a":1,"mask_sample":true}""", answer.GetProperty("instance_config").GetRawText());
        Assert.Equal(0, answer.GetProperty("reward").GetDouble());
        Assert.False(answer.TryGetProperty("_ng_failure_class", out _));
        Assert.False(answer.TryGetProperty("reward_components", out _));
    }

    [Fact]
    public async Task Verify_ToolThatBreaks_IsAFailureAndMasked()
    {
        var answer = await VerifyAsync("anything", $",\"tool\":\"{BrokenTool.Id}\"");
        Assert.Equal("judge_failed", answer.GetProperty("_ng_failure_class").GetString());
        Assert.Contains("it is broken", answer.GetProperty("_ng_failure_judge_error").GetString(), StringComparison.Ordinal);
        Assert.True(answer.GetProperty("instance_config").GetProperty("mask_sample").GetBoolean());
    }

    // Neither silence nor half a thought is a way out of being scored.
    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"Hm, 6*7"}]}]""")]
    [InlineData("""[{"type":"function_call","name":"calculator","arguments":"{\"a\":","call_id":"c"}]""")]
    [InlineData("""[{"type":"web_search_call","id":"w","status":"failed"}]""")]
    [InlineData("""[{"type":"message","role":"assistant","content":[]}]""")]
    public async Task Verify_ResponseWithoutAnAnswer_IsWrong(string output)
    {
        var body = $$$"""{"responses_create_params":{"input":"6*7?"},"response":{"output":{{{output}}}},"expected_answer":"42"}""";
        var (status, answer) = await _server.PostAsync("/verify", body);
        Assert.Equal(200, status);
        Assert.Contains("\"reward\":0,\"reward_components\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_CompletionOfAMegabyte_IsScored() =>
        Assert.Equal(1, (await VerifyAsync(new string('\u4E2D', 350_000) + " \\boxed{42}", ",\"expected_answer\":\"42\"")).GetProperty("reward").GetDouble());

    [Fact]
    public async Task Verify_RolloutsOfOneTask_AreOneGroupAndOtherPromptsAnother()
    {
        async Task<string> JoinOf(string prompt, int task, int rollout)
        {
            var more = $",\"expected_answer\":\"42\",\"_ng_task_index\":{task},\"_ng_rollout_index\":{rollout},\"_ng_rollout_id\":\"r{rollout}\"";
            await _server.PostAsync("/verify", Request("42", more, prompt));
            return _server.Rewards.Last!.Join!.Value.Id;
        }

        var first = await JoinOf("6*7?", 3, 0);
        Assert.Equal(first, await JoinOf("6*7?", 3, 1));
        Assert.NotEqual(first, await JoinOf("6*7?", 4, 1));
        Assert.NotEqual(first, await JoinOf("7*6?", 3, 1));
        await _server.PostAsync("/verify", Request("42", ",\"expected_answer\":\"42\""));
        Assert.Null(_server.Rewards.Last!.Join);
    }

    [Fact]
    public async Task Session_IsTheSameInEveryAnswer()
    {
        var first = await CookieAsync("/seed_session", null);
        Assert.Equal(first, await CookieAsync("/verify", first));
        Assert.Equal(first, await CookieAsync("/seed_session", null));
        Assert.Equal("rlar_session=abc", await CookieAsync("/verify", "rlar_session=abc"));
        Assert.Equal(first, await CookieAsync("/verify", "rlar_session=../../etc"));
    }

    [Fact]
    public async Task Compare_FailedOrUnscorable_IsNoNumber()
    {
        static string Body(string tool) =>
            $$$"""{"conversation_history":[{"role":"user","content":"Hi"}],"response_objs":[{"output":[{{{Message("a")}}}]}]{{{tool}}}}""";
        Assert.Equal(500, (await _server.PostAsync("/compare", Body($",\"tool\":\"{BrokenTool.Id}\""))).Status);
        Assert.Equal(400, (await _server.PostAsync("/compare", Body(""))).Status);
    }

    [Fact]
    public async Task Aggregate_FailedAndMasked_CountAsNoNumber()
    {
        const string rollouts = """
            {"_ng_task_index":1,"_ng_rollout_index":0,"reward":1,"ok":true,"response":{"usage":{"total_tokens":10}}},
            {"_ng_task_index":1,"_ng_rollout_index":1,"reward":0.5,"ok":false,"response":{"usage":{"total_tokens":30}}},
            {"_ng_task_index":1,"_ng_rollout_index":2,"reward":0,"instance_config":{"mask_sample":true}},
            {"_ng_task_index":0,"_ng_rollout_index":0,"reward":0,"_ng_failure_class":"judge_failed"}
            """;
        var (status, answer) = await _server.PostAsync("/aggregate_metrics", $"{{\"verify_responses\":[{rollouts}]}}");
        Assert.Equal(200, status);
        var metrics = JsonDocument.Parse(answer).RootElement;
        Assert.Equal(0.75, metrics.GetProperty("key_metrics").GetProperty("mean/reward").GetDouble());
        Assert.Equal(2, metrics.GetProperty("agent_metrics").GetProperty("unscored_rollouts").GetInt32());
        Assert.Equal(20, metrics.GetProperty("agent_metrics").GetProperty("median/total_tokens").GetDouble());
        Assert.Equal([0, 1], metrics.GetProperty("group_level_metrics").EnumerateArray().Select(group => group.GetProperty("_ng_task_index").GetInt32()));
        Assert.False(metrics.GetProperty("group_level_metrics")[0].TryGetProperty("mean/reward", out _));
    }

    private static string Request(string text, string more, string prompt = "6*7?") =>
        $$$"""{"responses_create_params":{"input":[{"role":"user","content":"{{{prompt}}}"}]},"response":{"output":[{{{Message(text)}}}]}{{{more}}}}""";

    private static string Message(string text) =>
        $$"""{"type":"message","role":"assistant","content":[{"type":"output_text","text":{{JsonSerializer.Serialize(text)}}}]}""";

    private async Task<JsonElement> VerifyAsync(string text, string more)
    {
        var (status, answer) = await _server.PostAsync("/verify", Request(text, more));
        Assert.Equal(200, status);
        return JsonDocument.Parse(answer).RootElement;
    }

    private async Task<string> CookieAsync(string path, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(Request("42", ",\"expected_answer\":\"42\""), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _server.Http.BaseAddress };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}
