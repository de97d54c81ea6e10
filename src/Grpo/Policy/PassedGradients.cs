using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// Gradients that a lane's functions hand to torch. Torch keeps what it needs of them; our handles would keep all of them until the pass has ended, which is as
/// much memory again as the forward's. So each is let go when the next function is asked.
/// </summary>
internal sealed class PassedGradients : IDisposable
{
    private readonly List<Tensor> _held = [];

    /// <summary>The gradients of a function's inputs as torch wants them; null for inputs that have none.</summary>
    internal List<Tensor> Pass(params ReadOnlySpan<Tensor?> gradients)
    {
        Dispose();
        var passed = new List<Tensor>(gradients.Length);
        foreach (var gradient in gradients)
        {
            passed.Add(gradient?.DetachFromDisposeScope()!);
            if (gradient is not null)
                _held.Add(gradient);
        }

        return passed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var gradient in _held)
            gradient.Dispose();
        _held.Clear();
    }
}
