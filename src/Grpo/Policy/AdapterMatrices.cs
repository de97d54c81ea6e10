using Rlar.Grpo.Torch;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>The numbers of an adapter's matrices on one weight, shared by all lanes.</summary>
/// <param name="A">[rank, in].</param>
/// <param name="B">[out, rank].</param>
internal sealed record AdapterMatrices(Tensor A, Tensor B) : IDisposable
{
    /// <summary>A uniform between -1/sqrt(in) and 1/sqrt(in), B zero. The numbers depend on the seed and the weight's name alone.</summary>
    internal static AdapterMatrices Create(LoraOptions lora, string name, Tensor weight, torch.ScalarType type)
    {
        using var guard = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (output, input) = (weight.shape[0], weight.shape[1]);
        var (a, b) = (torch.empty(lora.Rank, input), torch.zeros(output, lora.Rank));
        var bound = 1 / Math.Sqrt(input);
        var state = name.Aggregate(lora.Seed, (sum, letter) => Mix(sum ^ letter));
        foreach (ref var number in a.Span<float>())
        {
            state += 0x9E3779B97F4A7C15;
            number = (float)(bound * (((Mix(state) >> 11) * (2.0 / (1UL << 53))) - 1));
        }

        return new AdapterMatrices(a.to(type, copy: true).DetachFromDisposeScope(), b.to(type, copy: true).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }

    // SplitMix64's finalizer (Steele, Lea, Flood, OOPSLA 2014): every bit of the input moves every bit of the output.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
