using Rlar.Inference.Llama.Serving;

namespace Rlar.Inference.Tests.Llama.Serving;

public sealed class GenerationQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task TryTake_Requests_ComeInTheirOrder()
    {
        using var queue = new GenerationQueue(8, _clock);
        PendingGeneration[] requests = [Request(null, default), Request(null, default), Request(null, default)];
        foreach (var request in requests)
            await queue.AddAsync(request);
        Assert.False(queue.TryTake(requests[1]));
        foreach (var request in requests)
        {
            Assert.Same(request, queue.First);
            Assert.True(queue.TryTake(request));
            Assert.False(queue.TryTake(request));
        }

        Assert.Null(queue.First);
    }

    [Fact]
    public async Task Add_WaitingRequestCancelled_ItsPlaceIsFreeAtOnce()
    {
        using var queue = new GenerationQueue(1, _clock);
        using var cancel = new CancellationTokenSource();
        var (first, second) = (Request(null, cancel.Token), Request(null, default));
        await queue.AddAsync(first);
        var waits = queue.AddAsync(second);
        Assert.False(waits.IsCompleted);
        await cancel.CancelAsync();
        await waits.WaitAsync(Patience);
        Assert.True(first.Done.IsCanceled);
        Assert.Same(second, queue.First);
    }

    [Fact]
    public async Task Add_TimeOverInTheQueue_EndsThenAndItsPlaceIsFree()
    {
        using var queue = new GenerationQueue(1, _clock);
        var (first, second) = (Request(TimeSpan.FromSeconds(5), default), Request(null, default));
        await queue.AddAsync(first);
        var waits = queue.AddAsync(second);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(first.Done.IsCompleted);
        Assert.False(waits.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        var ended = await first.Done.WaitAsync(Patience);
        Assert.Equal((FinishReason.Deadline, "", 3, 0), (ended.Finish, ended.Text, ended.PromptTokens, ended.Tokens.Count));
        await waits.WaitAsync(Patience);
        Assert.Same(second, queue.First);
        Assert.Equal(0, _clock.Timers);
    }

    [Fact]
    public async Task Add_TimeOverBeforeThereIsAPlace_EndsThen()
    {
        using var queue = new GenerationQueue(1, _clock);
        var (first, second) = (Request(null, default), Request(TimeSpan.FromSeconds(5), default));
        await queue.AddAsync(first);
        var waits = queue.AddAsync(second);
        _clock.Advance(TimeSpan.FromSeconds(6));
        await waits.WaitAsync(Patience);
        Assert.Equal(FinishReason.Deadline, (await second.Done.WaitAsync(Patience)).Finish);
        Assert.True(queue.TryTake(first));
        Assert.Null(queue.First);
    }

    [Fact]
    public async Task TryTake_RequestWithDeadline_IsLookedAfterNoMore()
    {
        using var queue = new GenerationQueue(1, _clock);
        using var cancel = new CancellationTokenSource();
        var request = Request(TimeSpan.FromSeconds(5), cancel.Token);
        await queue.AddAsync(request);
        Assert.True(queue.TryTake(request));
        _clock.Advance(TimeSpan.FromSeconds(6));
        await cancel.CancelAsync();
        Assert.False(request.Done.IsCompleted);
        Assert.Equal(0, _clock.Timers);
    }

    [Fact]
    public async Task Close_Waiting_AllEndAndNoMoreCome()
    {
        using var queue = new GenerationQueue(1, _clock);
        var (first, second) = (Request(null, default), Request(null, default));
        await queue.AddAsync(first);
        var waits = queue.AddAsync(second);
        queue.Close(new InferenceException("over"));
        Assert.Equal("over", (await Assert.ThrowsAsync<InferenceException>(() => first.Done)).Message);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => waits.WaitAsync(Patience));
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => queue.AddAsync(Request(null, default)));
    }

    private PendingGeneration Request(TimeSpan? timeout, CancellationToken cancellationToken) =>
        new(new GenerationRequest([1, 2, 3], new SamplingOptions(), timeout), [1, 2, 3], null, _clock.GetTimestamp(), cancellationToken);
}
