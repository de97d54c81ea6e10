using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Torch;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// The head by <see cref="TokenHead"/>: a block of logits, which its own gradient overwrites, and two products. No part of torch's graph.
/// </summary>
internal sealed class FusedHead : IPolicyHead<float>
{
    private Tensor? _room;
    private Tensor? _logits;
    private Tensor? _hidden;
    private PolicyParameter? _head;
    private int[] _targets = [];
    private float[] _sums = [];
    private float[] _entropies = [];

    /// <inheritdoc/>
    public void Forward(Tensor hidden, PolicyParameter head, ReadOnlySpan<int> targets, Span<float> logprobs, Span<float> entropies, bool keeps)
    {
        using var guard = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        Forget();
        var (count, vocabulary) = (hidden.shape[0], head.Value.shape[0]);
        if (_room is null || _room.shape[0] < count)
        {
            _room?.Dispose();
            _room = torch.empty(count, vocabulary).DetachFromDisposeScope();
        }

        var logits = _room.narrow(0, 0, count);
        _ = logits.addmm_(hidden, head.Value.t(), 0, 1);
        (_sums, _targets) = (new float[targets.Length], targets.ToArray());
        TokenHead.Forward(logits.Span<float>(), targets, logprobs, entropies, _sums);
        if (keeps)
            (_logits, _hidden, _head, _entropies) = (logits.DetachFromDisposeScope(), hidden.alias().DetachFromDisposeScope(), head, entropies.ToArray());
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> logprobSlopes, ReadOnlySpan<float> entropySlopes, Tensor hiddenGradient)
    {
        using var guard = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        TokenHead.Backward(_logits!.Span<float>(), _targets, _sums, _entropies, logprobSlopes, entropySlopes);
        _ = hiddenGradient.addmm_(_logits!, _head!.Value, 0, 1);
        if (_head.Gradient is { } gradient)
            _ = gradient.addmm_(_logits!.t(), _hidden!, 1, 1);
        Forget();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _room?.Dispose();
    }

    private void Forget()
    {
        _logits?.Dispose();
        _hidden?.Dispose();
        (_logits, _hidden) = (null, null);
    }
}
