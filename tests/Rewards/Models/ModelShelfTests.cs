using Rlar.Rewards.Models;

namespace Rlar.Rewards.Tests.Models;

public class ModelShelfTests
{
    [Fact]
    public async Task GetAsync_AskedByMany_MakesItOnce()
    {
        var made = 0;
        await using var shelf = new ModelShelf(1);
        var got = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => shelf.GetAsync("one", _ => Task.FromResult($"{Interlocked.Increment(ref made)}"), TestContext.Current.CancellationToken).AsTask()));
        Assert.Equal(1, made);
        Assert.All(got, thing => Assert.Same(got[0], thing));
    }

    [Fact]
    public async Task GetAsync_OneWhoWaitsGivesUp_TheOthersGetIt()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var shelf = new ModelShelf(1);
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var impatient = new CancellationTokenSource();
        var first = shelf.GetAsync("slow", _ => gate.Task, impatient.Token).AsTask();
        var second = shelf.GetAsync("slow", _ => gate.Task, cancellationToken).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult("made");
        Assert.Equal("made", await second);
    }

    [Fact]
    public async Task GetAsync_MakingFails_EachGetsTheErrorAndItIsNotTriedAgain()
    {
        var tried = 0;
        await using var shelf = new ModelShelf(1);
        for (var time = 0; time < 3; time++)
        {
            var error = await Assert.ThrowsAsync<InvalidDataException>(() => shelf.GetAsync<string>("bad", _ => throw new InvalidDataException($"no {++tried}"), TestContext.Current.CancellationToken).AsTask());
            Assert.Equal("no 1", error.Message);
        }
    }

    [Fact]
    public async Task ComputeAsync_ManyAtOnce_OneAtATime()
    {
        await using var shelf = new ModelShelf(1);
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shelf.ComputeAsync(
            _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Thread.SpinWait(1000);
                return Interlocked.Decrement(ref inside);
            },
            TestContext.Current.CancellationToken)));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task DisposeAsync_ThingsThatUseEachOther_FreesTheLastMadeFirst()
    {
        var freed = new List<string>();
        var shelf = new ModelShelf(1);
        foreach (var name in new[] { "model", "context" })
            _ = await shelf.GetAsync(name, _ => Task.FromResult(new Thing(() => freed.Add(name))), TestContext.Current.CancellationToken);
        await shelf.DisposeAsync();
        Assert.Equal(["context", "model"], freed);
    }

    private sealed class Thing(Action free) : IDisposable
    {
        public void Dispose() => free();
    }
}
