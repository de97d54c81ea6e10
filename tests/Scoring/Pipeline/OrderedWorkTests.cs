using Rlar.Scoring.Pipeline;

namespace Rlar.Scoring.Tests.Pipeline;

public sealed class OrderedWorkTests
{
    [Fact]
    public async Task RunAsync_UnevenWork_KeepsTheOrderAndTheBound()
    {
        var running = 0;
        var most = 0;
        var results = new List<int>();
        await foreach (var result in OrderedWork.RunAsync(Count(200), async (item, token) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Delay(int.Parse(item) % 7 == 0 ? 20 : 0, token);
            Interlocked.Decrement(ref running);
            return int.Parse(item);
        }, 4, CancellationToken.None))
        {
            results.Add(result);
        }

        Assert.Equal(Enumerable.Range(0, 200), results);
        Assert.InRange(most, 1, 4);
    }

    [Fact]
    public async Task RunAsync_SourceFails_DeliversWhatCameBefore()
    {
        var next = Count(10);
        var results = new List<int>();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var result in OrderedWork.RunAsync(token => next(token) ?? throw new IOException("gone"), (item, _) => Task.FromResult(int.Parse(item)), 3, CancellationToken.None))
                results.Add(result);
        });
        Assert.Equal(Enumerable.Range(0, 10), results);
    }

    // A pipe that has ended would be waited for again.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_SourceAtItsEnd_IsNotAskedAgain(bool throws)
    {
        var (next, asked) = (Count(50), 0);
        var results = 0;
        var error = await Record.ExceptionAsync(async () =>
        {
            await foreach (var _ in OrderedWork.RunAsync(
                token =>
                {
                    Interlocked.Increment(ref asked);
                    return next(token) ?? (throws ? throw new IOException("gone") : null);
                },
                async (item, token) =>
                {
                    await Task.Delay(1, token);
                    return item;
                },
                4,
                CancellationToken.None))
                results++;
        });
        Assert.Equal(throws, error is IOException);
        Assert.Equal((50, 51), (results, asked));
    }

    [Fact]
    public async Task RunAsync_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var result in OrderedWork.RunAsync(_ => "1", async (_, token) => { await Task.Delay(1, token); return 1; }, 2, stop.Token))
                await stop.CancelAsync();
        });
    }

    private static Func<CancellationToken, string?> Count(int to)
    {
        var i = 0;
        return _ => i < to ? (i++).ToString() : null;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
