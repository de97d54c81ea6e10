using Rlar.Grpo.Torch;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>The head as torch's own operations, with torch's own gradients: the oracle of the fused one.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class PlainHead<T> : IPolicyHead<T>
    where T : unmanaged
{
    private Tensor? _hidden;
    private Tensor? _logprobs;
    private Tensor? _entropies;

    /// <inheritdoc/>
    public void Forward(Tensor hidden, PolicyParameter head, ReadOnlySpan<int> targets, Span<T> logprobs, Span<T> entropies, bool keeps)
    {
        using var scope = torch.NewDisposeScope();
        using var mode = torch.set_grad_enabled(keeps);
        var leaf = hidden.detach().requires_grad_(keeps);
        var all = F.log_softmax(F.linear(leaf, head.Value), -1);
        var came = torch.tensor(Array.ConvertAll(targets.ToArray(), token => (long)token)).unsqueeze(1);
        var (chosen, entropy) = (all.gather(1, came).squeeze(1), -(all.exp() * all).sum(-1));
        chosen.detach().Span<T>().CopyTo(logprobs);
        entropy.detach().Span<T>().CopyTo(entropies);
        Dispose();
        if (keeps)
            (_hidden, _logprobs, _entropies) = (leaf.DetachFromDisposeScope(), chosen.DetachFromDisposeScope(), entropy.DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<T> logprobSlopes, ReadOnlySpan<T> entropySlopes, Tensor hiddenGradient)
    {
        using var scope = torch.NewDisposeScope();
        torch.autograd.backward([_logprobs!, _entropies!], [Slopes(logprobSlopes), Slopes(entropySlopes)]);
        using (torch.no_grad())
            _ = hiddenGradient.copy_(_hidden!.grad!);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hidden?.Dispose();
        _logprobs?.Dispose();
        _entropies?.Dispose();
        (_hidden, _logprobs, _entropies) = (null, null, null);
    }

    private static Tensor Slopes(ReadOnlySpan<T> slopes)
    {
        var tensor = torch.empty(slopes.Length, dtype: TensorMemory.TypeOf<T>());
        slopes.CopyTo(tensor.Span<T>());
        return tensor;
    }
}
