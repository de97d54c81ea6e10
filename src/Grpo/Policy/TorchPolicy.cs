using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Torch;
using TorchSharp;

namespace Rlar.Grpo.Policy;

/// <summary>
/// A dense Llama-family model trained by libtorch, all its weights or adapters on them. The weights lie in a widened F32 GGUF in memory
/// (<see cref="WeightsPath"/>), of which torch's parameters are views.
/// </summary>
public sealed class TorchPolicy : ITrainablePolicy
{
    private readonly PolicyNumbers _numbers;
    private readonly LanedPolicy<float> _lanes;
    private readonly TorchPolicyOptions _options;

    private TorchPolicy(PolicyWeights shared, TorchPolicyOptions options)
    {
        (Shared, _options) = (shared, options);
        _numbers = PolicyNumbers.InPlace(shared, options.Lora, options.KeepsReference);
        _lanes = new LanedPolicy<float>(shared.Shape, _numbers, options);
    }

    /// <summary>The model's shape.</summary>
    public PolicyShape Shape => Shared.Shape;

    /// <summary>
    /// A whole F32 GGUF of the policy, which this process can open while the policy lives: llama.cpp maps it for rollouts, and a copy of it is an export. With
    /// all weights trained it is always what <see cref="Weights"/> is; with adapters it is what <see cref="Publish"/> last made it.
    /// </summary>
    public string WeightsPath => Shared.Path;

    /// <summary>The adapters, or null: all weights are trained.</summary>
    public LoraOptions? Lora => _options.Lora;

    /// <inheritdoc/>
    public IReadOnlyList<TrainedTensor> Tensors => _lanes.Tensors;

    /// <inheritdoc/>
    public string Identity =>
        $"{Shape.Architecture} {Shape.Parameters}, libtorch {TorchLibrary.Status.Version} float32 {(_options.IsFused ? $"fused {LaneMath.Bits}" : "plain")}, "
        + $"{_options.Lanes} lanes, {_options.MicroBatchTokens} and {_options.LogitTokens} tokens, shared prompts";

    /// <inheritdoc/>
    public bool HasReference => _lanes.HasReference;

    /// <summary>The shared weights, for an engine that draws completions with torch.</summary>
    internal PolicyWeights Shared { get; }

    /// <summary>Opens a model for training.</summary>
    /// <param name="ggufPath">A dense Llama-family GGUF of any type.</param>
    /// <param name="options">How it is trained.</param>
    /// <exception cref="TrainingException">
    /// The model cannot be read or is of another family, libtorch or llama.cpp is missing, an option is out of its range, or the memory does not suffice.
    /// </exception>
    public static TorchPolicy Open(string ggufPath, TorchPolicyOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(ggufPath);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var shape = PolicyShape.Read(ggufPath);
        if (options.AvailableBytes is { } available)
            PolicyMemory.Of(shape, options).Require(available);
        var shared = PolicyWeights.Open(ggufPath, shape);
        try
        {
            return new TorchPolicy(shared, options);
        }
        catch
        {
            shared.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Brings the weights at <see cref="WeightsPath"/> up to date: with adapters, each weight becomes W + alpha / rank * B A. Call it before each rollout and
    /// export; it does nothing where all weights are trained.
    /// </summary>
    public void Publish()
    {
        var adapters = _numbers.Adapters.ToArray();
        // On the lanes: the bits of a product with several threads depend on how many there are.
        _lanes.ForEach(adapters.Length, index =>
        {
            var (name, (a, b)) = adapters[index];
            using var guard = torch.no_grad();
            using var scope = torch.NewDisposeScope();
            _ = Shared[name].copy_(torch.addmm(_numbers.Own[name], b, a, 1, (float)Lora!.Scale));
        });
    }

    /// <inheritdoc/>
    public Span<float> Weights(int tensor) => _lanes.Weights(tensor);

    /// <inheritdoc/>
    public Span<float> Gradient(int tensor) => _lanes.Gradient(tensor);

    /// <inheritdoc/>
    public void ClearGradients() => _lanes.ClearGradients();

    /// <inheritdoc/>
    public void Logprobs(IReadOnlyList<TrainingRow> rows, PolicySide side, Span<float> logprobs, Span<float> entropies, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _lanes.Logprobs(rows, side, logprobs, entropies, cancellationToken);
    }

    /// <inheritdoc/>
    public void Accumulate(IReadOnlyList<TrainingRow> rows, LossSlopes slopes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(slopes);
        _lanes.Accumulate(
            rows,
            (row, logprobs, entropies, logprobSlopes, entropySlopes) => slopes(row, 1, logprobs, entropies, logprobSlopes, entropySlopes),
            cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lanes.Dispose();
        _numbers.Dispose();
        Shared.Dispose();
    }
}
