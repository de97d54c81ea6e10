using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Rlar.Inference.Llama.Serving;

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
    private readonly GenerationQueue _queue;
    private readonly LlamaContext _context;
    private readonly LlamaBatch _batch;
    private readonly CellPool? _cells;
    private readonly EngineSequence[] _sequences;
    private readonly bool _keeps;
    private readonly TimeProvider _clock;
    private readonly bool _ignoresEnd;
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
        _ignoresEnd = options.IgnoresEnd;
        // A token for each sequence must fit into a batch.
        var batch = Math.Max(options.Context.BatchTokens, options.Context.Sequences);
        var part = options.Context.ContextTokens / Math.Max(options.Context.Sequences, 1);
        var layout = options.Context.Layout ?? (part >= model.TrainedContext ? KvLayout.Streams : KvLayout.Pool);
        _context = new LlamaContext(model, options.Context with { BatchTokens = batch, Outputs = options.Context.Sequences, Layout = layout });
        _batch = new LlamaBatch(_context.BatchTokens);
        _cells = _context.Layout == KvLayout.Pool ? new CellPool(_context.ContextTokens, _context.Sequences) : null;
        _sequences = [.. Enumerable.Range(0, _context.Sequences).Select(index => new EngineSequence(index))];
        _keeps = model.SharesPrefixes && (options.KeepsPrefixes ?? _sequences.Length > 1);
        _queue = new GenerationQueue(options.QueueLength, _clock);
        _work = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The model.</summary>
    public LlamaModel Model => _context.Model;

    /// <summary>How many requests have a sequence now.</summary>
    internal int Active => Volatile.Read(ref _active);

    /// <summary>The cells that no sequence holds, of a pool; true only while nothing runs.</summary>
    internal int? FreeCells => _cells?.Free;

    /// <summary>How many tokens each sequence keeps for later requests, and how many the context holds for it; true only while nothing runs.</summary>
    internal IReadOnlyList<(int Kept, int Held)> Kept => [.. _sequences.Select(sequence => (sequence.Kept.Length, _context.Length(sequence.Index)))];

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
            // A reader who stops wants no more.
            await left.CancelAsync();
        }
    }

    /// <summary>Takes no more requests, cancels those that wait or run, and frees the context.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
            await _stop.CancelAsync();
        await _work;
        _context.Dispose();
        _queue.Dispose();
        _stop.Dispose();
    }

    /// <summary>Queues a request; the text comes through <paramref name="pieces"/>, which is completed before the result is given.</summary>
    internal async Task<Task<Generation>> StartAsync(GenerationRequest request, ChannelWriter<string> pieces, CancellationToken cancellationToken) =>
        (await Enqueue(request, pieces, cancellationToken)).Done;

    private async Task<PendingGeneration> Enqueue(GenerationRequest request, ChannelWriter<string>? pieces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Sampling.Validate();
        int[] prompt = [.. request.Prompt];
        Check(request, prompt);
        var pending = new PendingGeneration(request, prompt, pieces, _clock.GetTimestamp(), cancellationToken);
        await _queue.AddAsync(pending);
        return pending;
    }

    private void Check(GenerationRequest request, int[] prompt)
    {
        if (prompt.Length == 0)
            throw new InferenceException($"{Model.Path}: a prompt without tokens cannot be continued. Start with the model's first token (bos).");
        if (prompt.Length + (long)request.Sampling.MaxTokens > _context.SequenceTokens)
            throw new InferenceException(
                $"{Model.Path}: a prompt of {prompt.Length} tokens and {request.Sampling.MaxTokens} to generate "
                + $"do not fit into a sequence of {_context.SequenceTokens}. "
                + "Give the context more tokens or fewer sequences, or shorten the request.");
        foreach (var token in prompt)
        {
            if ((uint)token >= (uint)Model.Vocabulary.Size)
                throw new InferenceException($"{Model.Path}: the prompt has the token {token}, and the vocabulary has {Model.Vocabulary.Size}.");
        }

        // A vocabulary without texts is refused here, and not on the engine's thread.
        if (request.Sampling.Grammar is { } grammar)
            _ = Model.Vocabulary.Grammars.Get(grammar);
        if (request.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromDays(30)))
            throw new ArgumentOutOfRangeException(nameof(request), timeout, "The time for a request must be above 0, and at most 30 days.");
    }
}
