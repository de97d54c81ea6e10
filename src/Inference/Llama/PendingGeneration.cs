using System.Threading.Channels;

namespace Rlar.Inference.Llama;

/// <summary>A request that waits or runs, and who waits for it.</summary>
internal sealed class PendingGeneration(GenerationRequest request, ChannelWriter<string>? pieces, long started, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<Generation> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal GenerationRequest Request => request;

    internal CancellationToken Cancellation => cancellationToken;

    /// <summary>The clock's timestamp when it was asked for.</summary>
    internal long Started => started;

    /// <summary>The result.</summary>
    internal Task<Generation> Done => _done.Task;

    /// <summary>Gives a part of the text to who streams it.</summary>
    internal void Send(string text)
    {
        if (text.Length > 0)
            _ = pieces?.TryWrite(text);
    }

    internal void Complete(Generation generation)
    {
        _ = _done.TrySetResult(generation);
        _ = pieces?.TryComplete();
    }

    internal void Fail(Exception error)
    {
        _ = error is OperationCanceledException ? _done.TrySetCanceled(cancellationToken) : _done.TrySetException(error);
        // Who streams sees the error; nobody else may be looking at the task.
        if (pieces?.TryComplete(error) == true)
            _ = _done.Task.Exception;
    }
}
