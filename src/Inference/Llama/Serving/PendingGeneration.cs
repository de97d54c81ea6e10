using System.Threading.Channels;

namespace Rlar.Inference.Llama.Serving;

/// <summary>A request that waits or runs, and who waits for it.</summary>
/// <param name="request">What was asked for.</param>
/// <param name="prompt">Its prompt, which nobody changes.</param>
/// <param name="pieces">Takes the text as it comes; null for nobody.</param>
/// <param name="started">The clock's timestamp when it was asked for.</param>
/// <param name="cancellationToken">Takes it back.</param>
internal sealed class PendingGeneration(
    GenerationRequest request, int[] prompt, ChannelWriter<string>? pieces, long started, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<Generation> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SamplingOptions Sampling => request.Sampling;

    internal TimeSpan? Timeout => request.Timeout;

    internal int[] Prompt => prompt;

    internal CancellationToken Cancellation => cancellationToken;

    internal long Started => started;

    /// <summary>Whether somebody reads the text while it comes.</summary>
    internal bool IsStreamed => pieces is not null;

    /// <summary>The most cells that it takes: the last token is never computed.</summary>
    internal int Cells => prompt.Length + request.Sampling.MaxTokens - 1;

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

    /// <summary>Its time was over before its turn came.</summary>
    internal void Expire() => Complete(new Generation("", [], [], FinishReason.Deadline, prompt.Length, 0));

    internal void Cancel() => Fail(new OperationCanceledException(cancellationToken));

    internal void Fail(Exception error)
    {
        _ = error is OperationCanceledException ? _done.TrySetCanceled(cancellationToken) : _done.TrySetException(error);
        // Who streams sees the error; nobody else may be looking at the task.
        if (pieces?.TryComplete(error) == true)
            _ = _done.Task.Exception;
    }
}
