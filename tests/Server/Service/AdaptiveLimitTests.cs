using Rlar.Server.Service;

namespace Rlar.Server.Tests.Service;

public sealed class AdaptiveLimitTests
{
    [Fact]
    public async Task EnterAsync_NoPlace_WaitsInTurn()
    {
        var limit = new AdaptiveLimit(1, 1);
        await limit.EnterAsync(CancellationToken.None);
        using var left = new CancellationTokenSource();
        Task[] waiting = [.. new[] { CancellationToken.None, left.Token, CancellationToken.None }.Select(token => limit.EnterAsync(token).AsTask())];
        Assert.Equal(3, limit.Waiting);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting[1]);
        Assert.Equal(2, limit.Waiting);
        limit.Leave(0, failed: false);
        await waiting[0];
        Assert.False(waiting[2].IsCompleted);
        limit.Leave(0, failed: false);
        await waiting[2];
        Assert.Equal((1, 0, 1), (limit.Running, limit.Waiting, limit.Limit));
    }

    [Fact]
    public async Task Leave_CallsEndWellWhileOthersWait_RisesToTheMost()
    {
        var limit = new AdaptiveLimit(2, 8);
        await RunAsync(limit, calls: 1000, seconds: 0.01, failed: false);
        Assert.Equal(8, limit.Limit);
    }

    [Theory]
    [InlineData(0.01, true)]
    [InlineData(0.05, false)]
    public async Task Leave_CallsFailOrTakeLonger_FallsAndRecovers(double seconds, bool failed)
    {
        var limit = new AdaptiveLimit(2, 8);
        await RunAsync(limit, calls: 1000, seconds: 0.01, failed: false);
        await RunAsync(limit, calls: 32, seconds, failed);
        Assert.InRange(limit.Limit, 1, 5);
        await RunAsync(limit, calls: 5000, seconds: 0.01, failed: false);
        Assert.Equal(8, limit.Limit);
    }

    // As many under way as there are places, and one that waits.
    private static async Task RunAsync(AdaptiveLimit limit, int calls, double seconds, bool failed)
    {
        var entered = new Queue<Task>();
        for (var i = 0; i < calls; i++)
        {
            while (limit.Waiting == 0)
                entered.Enqueue(limit.EnterAsync(CancellationToken.None).AsTask());
            await entered.Dequeue();
            limit.Leave(seconds, failed);
        }

        while (entered.TryDequeue(out var last))
        {
            await last;
            limit.Leave(seconds, failed);
        }
    }
}
