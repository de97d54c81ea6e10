using System.Runtime.CompilerServices;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Rollouts.Sampling;

namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>
/// Draws completions with a decoder of RLAR's own that reads the policy's weights where the trainer has them: an F32 GGUF in memory, mapped. Nothing is
/// copied or loaded for new weights. Keys and values are kept in 32 bits; a prompt that several requests share is computed once; where a completion ends, the
/// next request takes its place.
/// </summary>
/// <remarks>
/// A completion has the same bits whatever is drawn beside it, at any width and any number of lanes: every product is a sum in an order of its own, which MKL's
/// and llama.cpp's are not. So the decoder is not torch's, and is faster at the few rows that a step has.
/// </remarks>
public sealed class PolicyRollouts : IRolloutEngine
{
    private readonly MappedWeights _weights;
    private readonly IPolicyText _text;
    private readonly HashSet<int> _ends;
    private readonly RolloutEngineOptions _options;
    private RopeTable? _rope;

    private PolicyRollouts(MappedWeights weights, IPolicyText text, RolloutEngineOptions options) =>
        (_weights, _text, _ends, _options) = (weights, text, [.. text.EndTokens], options);

    /// <inheritdoc/>
    public string Identity =>
        $"RLAR's decoder, {LaneMath.Bits} bits of vector, F32 keys and values";

    /// <inheritdoc/>
    public bool IsExact => true;

    /// <summary>Opens the engine.</summary>
    /// <param name="weightsPath">
    /// An F32 GGUF of the Llama family: the policy's <see cref="TorchPolicy.WeightsPath"/>. With adapters, <see cref="TorchPolicy.Publish"/> before each
    /// rollout.
    /// </param>
    /// <param name="text">The policy's text.</param>
    /// <param name="options">Lanes and their width.</param>
    /// <exception cref="TrainingException">The weights cannot be mapped, are not F32, or are of another family.</exception>
    public static PolicyRollouts Open(string weightsPath, IPolicyText text, RolloutEngineOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(weightsPath);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        return new PolicyRollouts(MappedWeights.Open(weightsPath), text, options);
    }

    /// <summary>
    /// What rollouts need of memory beyond the weights, in bytes, from above: keys and values of completions and prompts, and rows of logits.
    /// </summary>
    /// <param name="shape">The model.</param>
    /// <param name="options">Lanes and their width.</param>
    /// <param name="longest">Tokens of the longest prompt and completion together.</param>
    public static long Bytes(PolicyShape shape, RolloutEngineOptions options, int longest)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(options);
        // Beside each completion its prompt, as if none were shared; a row has its logits and their exponentials.
        return (long)options.Lanes * options.Width * ((2 * KeyValueCache.Bytes(shape, longest)) + (2L * sizeof(float) * shape.Vocabulary));
    }

    /// <inheritdoc/>
    /// <exception cref="TrainingException">An option is out of its range, a prompt leaves no room (with its index), or a logit is not finite.</exception>
    public async IAsyncEnumerable<Rollout> GenerateAsync(
        IReadOnlyList<RolloutRequest> requests, RolloutOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(options);
        var shape = _weights.Shape;
        RolloutChecks.Check(requests, options, shape.Vocabulary, shape.Context);
        if (requests.Count == 0)
            yield break;
        var longest = (int)Math.Min(shape.Context, requests.Max(request => request.Prompt.Length) + (long)options.MaxTokens);
        var job = new DecoderJob(_weights, Rope(longest), new RolloutQueue(requests), new PromptStates(requests), options, _text, _ends, shape.Context);
        var lanes = Math.Min(_options.Lanes, requests.Count);
        // No lane waits while another has more than its share.
        var width = Math.Min(_options.Width, (requests.Count + lanes - 1) / lanes);
        await foreach (var rollout in RolloutLanes.RunAsync(lanes, (done, stop) => new DecoderLane(job, width).Run(done, stop), cancellationToken))
            yield return rollout;
    }

    /// <summary>Ends the mapping of the weights.</summary>
    public void Dispose() => _weights.Dispose();

    private RopeTable Rope(int positions)
    {
        if (_rope is { } known && known.Positions >= positions)
            return known;
        var shape = _weights.Shape;
        // A position times the scale is a frequency divided by what the scale divides.
        var factors = new float[shape.HeadWidth / 2];
        var own = _weights.Find(PolicyNames.RopeFactors).Values;
        for (var pair = 0; pair < factors.Length; pair++)
            factors[pair] = (float)((own.IsEmpty ? 1 : own[pair]) / shape.RopeScale);
        return _rope = new RopeTable(
            shape.RotatesHalves ? RopePairs.Halves : RopePairs.Neighbours, Math.Max(positions, 256), shape.HeadWidth, shape.RopeBase, factors);
    }
}
