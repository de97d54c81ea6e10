using System.Threading.Channels;
using Rlar.Grpo.Rollouts.Sampling;

namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>One lane of a rollout: as many completions side by side as it is wide. Where one ends, the next request takes its place.</summary>
internal sealed class DecoderLane
{
    // Tokens of a prompt that are computed at once: the weights are read once for them.
    private const int PromptRows = 32;
    private readonly DecoderJob _job;
    private readonly Decoder _decoder;
    private readonly TokenSampler _sampler;
    private readonly int _width;
    private readonly DecoderRow[] _rows;
    private readonly List<(OpenRollout Rollout, KeyValueCache Cache)> _open = [];
    private readonly Stack<KeyValueCache> _free = [];

    /// <summary>Prepares a lane.</summary>
    /// <param name="job">What all lanes share.</param>
    /// <param name="width">Completions side by side.</param>
    internal DecoderLane(DecoderJob job, int width)
    {
        (_job, _width) = (job, width);
        _decoder = new Decoder(job.Weights, job.Rope, Math.Max(width, PromptRows), width);
        _sampler = new TokenSampler(job.Options, job.Weights.Shape.Vocabulary);
        _rows = new DecoderRow[_decoder.Rows];
    }

    /// <summary>Draws until no request is left.</summary>
    /// <param name="done">Takes what is complete.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    internal void Run(ChannelWriter<Rollout> done, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_open.Count < _width && _job.Queue.TryTake(out var index, out var request))
                Start(index, request, done, cancellationToken);
            if (_open.Count == 0)
                return;
            cancellationToken.ThrowIfCancellationRequested();
            Step(done);
        }
    }

    private void Start(int index, RolloutRequest request, ChannelWriter<Rollout> done, CancellationToken cancellationToken)
    {
        var rollout = new OpenRollout(index, request, _job.Options, _job.Text, _job.Ends, _job.Context);
        var prompt = _job.Prompts.Take(request.Prompt, tokens => Compute(tokens, cancellationToken));
        if (rollout.Advance(prompt.Logits, _sampler) is { } complete)
        {
            _ = done.TryWrite(complete);
            return;
        }

        if (!_free.TryPop(out var cache) || cache.Capacity < rollout.Room)
            cache = new KeyValueCache(_job.Weights.Shape, rollout.Room);
        cache.CopyPrefix(prompt.Cache, request.Prompt.Length);
        _open.Add((rollout, cache));
    }

    private PromptState Compute(int[] prompt, CancellationToken cancellationToken)
    {
        var cache = new KeyValueCache(_job.Weights.Shape, prompt.Length);
        var count = 0;
        for (var start = 0; start < prompt.Length; start += count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            count = Math.Min(PromptRows, prompt.Length - start);
            for (var row = 0; row < count; row++)
                _rows[row] = new DecoderRow(cache, start + row, prompt[start + row]);
            _decoder.Step(_rows.AsSpan(0, count));
        }

        return new PromptState(cache, _decoder.Logits(count - 1, 1).ToArray());
    }

    private void Step(ChannelWriter<Rollout> done)
    {
        for (var row = 0; row < _open.Count; row++)
            _rows[row] = new DecoderRow(_open[row].Cache, _open[row].Rollout.Position, _open[row].Rollout.Last);
        _decoder.Step(_rows.AsSpan(0, _open.Count));
        var logits = _decoder.Logits(0, _open.Count);
        var vocabulary = logits.Length / _open.Count;
        // From the last to the first, so that who leaves does not move who is still to be looked at.
        for (var row = _open.Count - 1; row >= 0; row--)
        {
            if (_open[row].Rollout.Advance(logits.Slice(row * vocabulary, vocabulary), _sampler) is not { } complete)
                continue;
            _ = done.TryWrite(complete);
            _free.Push(_open[row].Cache);
            _open[row] = _open[^1];
            _open.RemoveAt(_open.Count - 1);
        }
    }
}
