using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// A tensor as one lane sees it: the numbers, which all lanes share, and the lane's own gradient. The gradient's memory is made once and added to, never
/// replaced, so that a span over it stays good.
/// </summary>
internal sealed class PolicyParameter : IDisposable
{
    /// <summary>Takes a tensor for a lane.</summary>
    /// <param name="value">The numbers, shared.</param>
    /// <param name="isTrained">Whether a gradient is wanted.</param>
    internal PolicyParameter(Tensor value, bool isTrained)
    {
        using var guard = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        Value = value.detach().DetachFromDisposeScope();
        if (!isTrained)
            return;
        Gradient = torch.zeros_like(Value).DetachFromDisposeScope();
        _ = Value.requires_grad_(true);
        Value.grad = Gradient;
    }

    /// <summary>The numbers: a leaf of torch's graph.</summary>
    internal Tensor Value { get; }

    /// <summary>The sum of the gradients since it was cleared; null where the tensor is not trained.</summary>
    internal Tensor? Gradient { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Gradient?.Dispose();
        Value.Dispose();
    }
}
