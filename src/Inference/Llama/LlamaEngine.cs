using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Rlar.Inference.Llama;

/// <summary>
/// Generates for many requests at a time over one context: each step computes one token for every sequence that generates and a part of the
/// prompts of those that begin, and a prompt prefix that requests share is computed once. One thread of its own computes; requests may come
/// from any thread.
/// </summary>
/// <remarks>
/// Same model, request and seed give the same tokens when the engine has one sequence. With more, the engine sums in another order in
/// batches of another size, so logits move by float rounding (more with 16-bit keys and values); where two tokens are that close, or a draw
/// falls that close to a border, another token may come. The draws themselves depend on the seed only.
/// </remarks>
public sealed partial class LlamaEngine : IAsyncDisposable
{
    private readonly Channel<PendingGeneration> _queue;
    private readonly LlamaContext _context;
    private readonly LlamaBatch _batch;
    private readonly CellPool _cells;
    private readonly EngineSlot?[] _slots;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    /// <summary>Makes a context and starts the thread.</summary>
    /// <param name="model">A model that continues text; it stays alive as long as the engine.</param>
    /// <param name="options">The sizes.</param>
    /// <exception cref="InferenceException">The model does not continue text, or the context cannot be made.</exception>
    public LlamaEngine(LlamaModel model, LlamaEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.QueueLength, 1);
        if (!model.Generates)
            throw new InferenceException($"{model.Path}: the model does not continue text, so it cannot generate.");
        _clock = options.Clock;
        // A token for each sequence must fit into a batch.
        var batch = Math.Max(options.Context.BatchTokens, options.Context.Sequences);
        _context = new LlamaContext(model, options.Context with { BatchTokens = batch, Outputs = options.Context.Sequences });
        _batch = new LlamaBatch(_context.BatchTokens);
        _cells = new CellPool(_context.ContextTokens, _context.Sequences);
        _slots = new EngineSlot?[_context.Sequences];
        _queue = Channel.CreateBounded<PendingGeneration>(options.QueueLength);
        _work = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The model.</summary>
    public LlamaModel Model => _context.Model;

    /// <summary>Continues a prompt.</summary>
    /// <param name="request">The prompt and how.</param>
    /// <param name="cancellationToken">Takes the request back, wherever it is.</param>
    /// <exception cref="InferenceException">The request can never fit, a token is none, or the computation failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Generation> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken) =>
        await (await Enqueue(request, null, cancellationToken)).Done.WaitAsync(cancellationToken);

    /// <summary>Continues a prompt and gives the text as it comes, whole characters at a time.</summary>
    /// <param name="request">The prompt and how.</param>
    /// <param name="cancellationToken">Takes the request back, wherever it is.</param>
    /// <exception cref="InferenceException">The request can never fit, a token is none, or the computation failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async IAsyncEnumerable<string> StreamAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // No more pieces than tokens come, so the channel is bounded by the request.
        var pieces = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _ = await Enqueue(request, pieces.Writer, left.Token);
        try
        {
            await foreach (var piece in pieces.Reader.ReadAllAsync(cancellationToken))
                yield return piece;
        }
        finally
        {
            // Who stops reading wants no more.
            await left.CancelAsync();
        }
    }

    /// <summary>Takes no more requests, cancels those that wait or run, and frees the context.</summary>
    public async ValueTask DisposeAsync()
    {
        _ = _queue.Writer.TryComplete();
        if (!_stop.IsCancellationRequested)
            await _stop.CancelAsync();
        await _work;
        _context.Dispose();
        _stop.Dispose();
    }

    private async Task<PendingGeneration> Enqueue(GenerationRequest request, ChannelWriter<string>? pieces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Sampling.Validate();
        Check(request);
        var pending = new PendingGeneration(request, pieces, _clock.GetTimestamp(), cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException error)
        {
            throw new ObjectDisposedException("The engine takes no more requests.", error);
        }

        return pending;
    }

    private void Check(GenerationRequest request)
    {
        var prompt = request.Prompt;
        if (prompt.Count == 0)
            throw new InferenceException($"{Model.Path}: a prompt without tokens cannot be continued. Start with the model's first token (bos).");
        if (prompt.Count + (long)request.Sampling.MaxTokens > _context.ContextTokens)
            throw new InferenceException($"{Model.Path}: a prompt of {prompt.Count} tokens and {request.Sampling.MaxTokens} to generate do not fit into a context of {_context.ContextTokens}. Give the context more tokens, or shorten the request.");
        foreach (var token in prompt)
        {
            if ((uint)token >= (uint)Model.Vocabulary.Size)
                throw new InferenceException($"{Model.Path}: the prompt has the token {token}, and the vocabulary has {Model.Vocabulary.Size}.");
        }

        // A vocabulary without texts is refused here, and not on the engine's thread.
        if (request.Sampling.Grammar is { } grammar)
            _ = Model.Vocabulary.Grammars.Get(grammar);
        if (request.Timeout is { } timeout && timeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(request), timeout, "The time for a request must be above 0.");
    }
}
