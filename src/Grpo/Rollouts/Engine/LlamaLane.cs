using System.Threading.Channels;
using Rlar.Grpo.Rollouts.Sampling;
using Rlar.Inference.Llama;

namespace Rlar.Grpo.Rollouts.Engine;

/// <summary>
/// One lane of a rollout: a context of its own, a thread, and as many sequences as it is wide. Where a completion ends, the next request takes its sequence.
/// </summary>
internal sealed class LlamaLane : IDisposable
{
    // Below the 64 tokens from which on the engine takes other kernels.
    private const int PromptTokens = 32;
    private readonly LlamaJob _job;
    private readonly LlamaContext _context;
    private readonly LlamaBatch _batch;
    private readonly TokenSampler _sampler;
    private readonly OpenRollout?[] _open;
    private readonly int[] _outputs;
    private readonly float[] _promptLogits;
    private readonly int _prompts; // the sequence that holds the last prompt
    private int[]? _prompt;

    /// <summary>Makes the context.</summary>
    /// <param name="job">What all lanes share.</param>
    /// <param name="width">Completions side by side.</param>
    internal LlamaLane(LlamaJob job, int width)
    {
        width = Math.Max(width, 2);
        (_job, _prompts) = (job, width);
        var batch = Math.Max(width, PromptTokens);
        var options = new LlamaContextOptions
        {
            Sequences = width + 1,
            ContextTokens = (width + 1) * job.Room,
            BatchTokens = batch,
            Outputs = width,
            Threads = 1,
            Layout = KvLayout.Streams,
        };
        _context = new LlamaContext(job.Model, job.IsExact ? options.Exact() : options with { Kv = KvPrecision.F16, Attention = FlashAttention.On });
        _batch = new LlamaBatch(batch);
        _sampler = new TokenSampler(job.Options, job.Model.Vocabulary.Size);
        _open = new OpenRollout?[width];
        _outputs = new int[width];
        _promptLogits = new float[job.Model.Vocabulary.Size];
    }

    /// <summary>Draws until no request is left.</summary>
    /// <param name="done">Takes what is complete.</param>
    /// <param name="cancellationToken">Stops between two operations.</param>
    internal void Run(ChannelWriter<Rollout> done, CancellationToken cancellationToken)
    {
        while (true)
        {
            for (var sequence = 0; sequence < _open.Length; sequence++)
            {
                while (_open[sequence] is null && _job.Queue.TryTake(out var index, out var request))
                    Start(sequence, index, request, done, cancellationToken);
            }

            if (!Array.Exists(_open, rollout => rollout is not null))
                return;
            Step(done, cancellationToken);
        }
    }

    /// <summary>Frees the context.</summary>
    public void Dispose() => _context.Dispose();

    private void Start(int sequence, int index, RolloutRequest request, ChannelWriter<Rollout> done, CancellationToken cancellationToken)
    {
        var rollout = new OpenRollout(index, request, _job.Options, _job.Text, _job.Ends, _job.Model.TrainedContext);
        Compute(request.Prompt, cancellationToken);
        if (rollout.Advance(_promptLogits, _sampler) is { } complete)
        {
            _ = done.TryWrite(complete);
            return;
        }

        _context.CopyPrefix(_prompts, sequence, request.Prompt.Length);
        _open[sequence] = rollout;
    }

    private void Compute(int[] prompt, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(prompt, _prompt))
            return;
        _context.Remove(_prompts, 0);
        var last = 0;
        for (var start = 0; start < prompt.Length; start += PromptTokens)
        {
            _batch.Clear();
            for (var position = start; position < Math.Min(start + PromptTokens, prompt.Length); position++)
                last = _batch.Add(prompt[position], position, _prompts, position == prompt.Length - 1);
            _context.Decode(_batch, cancellationToken);
        }

        _context.CopyLogits(last, _promptLogits);
        _prompt = prompt;
    }

    private void Step(ChannelWriter<Rollout> done, CancellationToken cancellationToken)
    {
        _batch.Clear();
        var (first, last) = Range();
        for (var sequence = first; sequence <= last; sequence++)
        {
            if (_open[sequence] is { } rollout)
                _outputs[sequence] = _batch.Add(rollout.Last, rollout.Position, sequence, output: true);
            else
                _ = _batch.Add(0, 0, sequence, output: true);
        }

        _context.Decode(_batch, cancellationToken);
        for (var sequence = first; sequence <= last; sequence++)
        {
            if (_open[sequence] is null)
                _context.Remove(sequence, 0);
        }

        for (var sequence = 0; sequence < _open.Length; sequence++)
        {
            if (_open[sequence]?.Advance(_context.Logits(_outputs[sequence]), _sampler) is not { } complete)
                continue;
            _ = done.TryWrite(complete);
            _open[sequence] = null;
            _context.Remove(sequence, 0);
        }
    }

    // The engine computes sequences that do not follow each other apart, and a single one with other kernels: empty ones between them, and beside a single
    // one, get a token that nobody asks for, so that a completion has the same bits whatever ends before it.
    private (int First, int Last) Range()
    {
        var first = Array.FindIndex(_open, rollout => rollout is not null);
        var last = Array.FindLastIndex(_open, rollout => rollout is not null);
        return first < last ? (first, last)
            : first > 0 ? (first - 1, first)
            : (0, 1);
    }
}
