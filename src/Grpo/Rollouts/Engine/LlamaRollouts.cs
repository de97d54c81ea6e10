using System.Runtime.CompilerServices;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Rollouts.Sampling;
using Rlar.Inference;
using Rlar.Inference.Llama;
using Rlar.Inference.Native;

namespace Rlar.Grpo.Rollouts.Engine;

/// <summary>
/// Draws completions with llama.cpp over the policy's weights where the trainer has them: the model maps the same file, so that nothing is loaded for new
/// weights. Contexts are made anew for each rollout: what an old one cached is of the old weights. A prompt that several requests share is computed once by
/// each lane that draws for it.
/// </summary>
/// <remarks>
/// Exact: keys and values in 32 bits and attention that is not fused; else in 16 bits and fused, which moves log-probabilities by up to 1e-2 and wants an
/// importance correction. In both a completion had the same bits whatever was drawn beside it, at any width and number of lanes: batches have at least two rows
/// and no gaps, and each sequence a stream of its own. That was measured on AVX2; the engine itself promises nothing.
/// </remarks>
public sealed class LlamaRollouts : IRolloutEngine
{
    // From 64 tokens of a batch on the engine takes other kernels, and gives other bits.
    private const int MostRows = 63;
    private readonly LlamaModel _model;
    private readonly IPolicyText _text;
    private readonly HashSet<int> _ends;
    private readonly RolloutEngineOptions _options;

    private LlamaRollouts(LlamaModel model, IPolicyText text, RolloutEngineOptions options, bool isExact)
    {
        (_model, _text, _ends, _options) = (model, text, [.. text.EndTokens], options);
        IsExact = isExact;
    }

    /// <inheritdoc/>
    public string Identity => $"llama.cpp {LlamaLibrary.Status.Version}, {(IsExact ? "F32 keys and values" : "F16 keys and values, fused attention")}";

    /// <inheritdoc/>
    public bool IsExact { get; }

    /// <summary>Opens the engine.</summary>
    /// <param name="weightsPath">
    /// An F32 GGUF: the policy's <see cref="TorchPolicy.WeightsPath"/>. With adapters, <see cref="TorchPolicy.Publish"/> before each rollout.
    /// </param>
    /// <param name="text">The policy's text.</param>
    /// <param name="options">Lanes and their width.</param>
    /// <param name="isExact">
    /// Whether keys and values are kept in 32 bits. True: log-probabilities are the trainer's up to rounding. False: keys and values take half the memory.
    /// </param>
    /// <exception cref="TrainingException">llama.cpp is missing, or the model cannot be loaded or does not continue text.</exception>
    public static LlamaRollouts Open(string weightsPath, IPolicyText text, RolloutEngineOptions options, bool isExact)
    {
        ArgumentException.ThrowIfNullOrEmpty(weightsPath);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            // The trainer's weights lie in this machine's memory.
            var model = LlamaModel.Load(weightsPath, new LlamaModelOptions { MemoryMapped = true, GpuLayers = 0 }, null, CancellationToken.None);
            if (model.Generates && model.SharesPrefixes)
                return new LlamaRollouts(model, text, options, isExact);
            model.Dispose();
            throw new TrainingException($"{weightsPath}: the model does not continue text token by token, so that no completion can be drawn from it.");
        }
        catch (InferenceException error)
        {
            throw new TrainingException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="TrainingException">
    /// An option is out of its range, a prompt leaves no room (with its index), a logit is not finite, or llama.cpp failed.
    /// </exception>
    public async IAsyncEnumerable<Rollout> GenerateAsync(
        IReadOnlyList<RolloutRequest> requests, RolloutOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(options);
        RolloutChecks.Check(requests, options, _model.Vocabulary.Size, _model.TrainedContext);
        if (requests.Count == 0)
            yield break;
        var lanes = Math.Min(_options.Lanes, requests.Count);
        var room = (int)Math.Min(_model.TrainedContext, requests.Max(request => request.Prompt.Length) + (long)options.MaxTokens);
        var job = new LlamaJob(_model, new RolloutQueue(requests), options, _text, _ends, room, IsExact);
        var width = Math.Min(Math.Min(_options.Width, MostRows), (requests.Count + lanes - 1) / lanes);
        await foreach (var rollout in RolloutLanes.RunAsync(
            lanes,
            (done, stop) =>
            {
                try
                {
                    using var lane = new LlamaLane(job, width);
                    lane.Run(done, stop);
                }
                catch (InferenceException error)
                {
                    throw new TrainingException($"The rollout failed: {error.Message}", error);
                }
            },
            cancellationToken))
        {
            yield return rollout;
        }
    }

    /// <summary>Frees the model.</summary>
    public void Dispose() => _model.Dispose();
}
