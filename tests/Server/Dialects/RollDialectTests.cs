using System.Text.Json;
using Rlar.Server.Dialects;

namespace Rlar.Server.Tests.Dialects;

public sealed class RollDialectTests : IAsyncLifetime
{
    private const string Submit = "/apis/custom/reward-system/v1/submit_task";
    private const string Result = "/apis/custom/reward-system/v1/task_result";
    private DialectServer _server = null!;

    public static TheoryData<string> Goldens => Golden.Names("roll");

    public async ValueTask InitializeAsync() => _server = await DialectServer.StartAsync([new RollDialect(mostTasks: 2)]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Goldens))]
    public Task Answer_RequestOfTheTrainer_IsExact(string name) => Golden.HoldAsync(_server, "roll", name);

    [Fact]
    public async Task Result_OfATaskThatWasScored_HasItsTimesAndTools()
    {
        var id = await SubmitAsync(Task("It is \\\\boxed{42}."));
        Assert.Equal(
            """{"errcode":0,"errmsg":"","reward_score":1,"dimention_reward_score":{"math":{"score":1,"status":"scored","debug_info":{}}},"""
            + "\"start_time\":\"2026-12-01T12:00:00.000000\",\"end_time\":\"2026-12-01T12:00:00.000000\"}",
            await ResultAsync(id));
        Assert.Equal(TimeSpan.FromSeconds(60), _server.Rewards.Last!.Deadline);
        Assert.Equal("d1", _server.Rewards.Last.Group.Query.Id);
        Assert.Equal("roll/3/d1", _server.Rewards.Last.Join!.Value.Id);
    }

    [Fact]
    public async Task Submit_TheSameOnceMore_IsScoredOnceUnlessThereWasNoScore()
    {
        var id = await SubmitAsync(Task("\\\\boxed{42}"));
        await ResultAsync(id);
        Assert.Equal(id, await SubmitAsync(Task("\\\\boxed{42}")));
        Assert.Equal(1, _server.Rewards.Asked);
        var failed = await SubmitAsync(Task("x"), $"?tool={BrokenTool.Id}");
        Assert.Contains("\"reward_score\":null", await ResultAsync(failed), StringComparison.Ordinal);
        Assert.Equal(failed, await SubmitAsync(Task("x"), $"?tool={BrokenTool.Id}"));
        await ResultAsync(failed);
        Assert.Equal(3, _server.Rewards.Asked);
    }

    [Fact]
    public async Task Submit_MoreThanAreKept_IsBusyUntilResultsExpire()
    {
        foreach (var answer in (string[])["1", "2"])
            await ResultAsync(await SubmitAsync(Task(answer)));
        Assert.Equal(503, (await _server.PostAsync(Submit, Task("3"))).Status);
        _server.Clock.Pass(TimeSpan.FromMinutes(11));
        var id = await SubmitAsync(Task("3"));
        Assert.Contains("\"reward_score\":0,", await ResultAsync(id), StringComparison.Ordinal);
        _server.Clock.Pass(TimeSpan.FromMinutes(11));
        Assert.Contains("no such task", await ResultAsync(id), StringComparison.Ordinal);
    }

    private static string Task(string response) =>
        """{"priority":1,"project_id":"p","experiment_id":"e","global_step":3,"data_id":"d1","rollout_id":"r1","prompt":"6*7?","response":"RESPONSE","""
            .Replace("RESPONSE", response, StringComparison.Ordinal)
        + """ "reward_info":{"ground_truth":"42"},"reward_manager":[{"plugin_name":"math"}],"timeout":60}""";

    private async Task<string> SubmitAsync(string body, string settings = "")
    {
        var (status, answer) = await _server.PostAsync(Submit + settings, body);
        Assert.Equal(200, status);
        return JsonDocument.Parse(answer).RootElement.GetProperty("reward_request_id").GetString()!;
    }

    private async Task<string> ResultAsync(string id)
    {
        while (true)
        {
            var (status, answer) = await _server.SendAsync(HttpMethod.Get, Result, $$"""{"reward_request_id":"{{id}}"}""");
            Assert.Equal(200, status);
            if (!answer.StartsWith("{\"errcode\":1,", StringComparison.Ordinal))
                return answer;
            await System.Threading.Tasks.Task.Yield();
        }
    }
}
