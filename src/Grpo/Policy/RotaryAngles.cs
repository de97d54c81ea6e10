using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rlar.Grpo.Policy;

/// <summary>
/// Cosines and sines of a model's rotary angles, [positions, head width / 2], computed in double and kept in the model's type; they grow with the longest row.
/// </summary>
/// <param name="shape">The model.</param>
/// <param name="factors">[head width / 2] what each frequency is divided by, or null.</param>
/// <param name="type">The type of the results.</param>
internal sealed class RotaryAngles(PolicyShape shape, Tensor? factors, torch.ScalarType type) : IDisposable
{
    private long _length;
    private Tensor? _cosines;
    private Tensor? _sines;

    /// <summary>The table for positions 0 to <paramref name="length"/> - 1 or more.</summary>
    internal (Tensor Cosines, Tensor Sines) Upto(long length)
    {
        if (_length >= length)
            return (_cosines!, _sines!);
        using var guard = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        _length = Math.Max(length, Math.Min(2 * _length, shape.Context));
        var exponents = torch.arange(shape.HeadWidth / 2, dtype: torch.ScalarType.Float64) * (-2.0 / shape.HeadWidth);
        var frequencies = torch.pow(torch.tensor(shape.RopeBase, dtype: torch.ScalarType.Float64), exponents) * shape.RopeScale;
        if (factors is not null)
            frequencies = frequencies / factors.to(torch.ScalarType.Float64);
        var angles = torch.arange(_length, dtype: torch.ScalarType.Float64).unsqueeze(1) * frequencies;
        Dispose();
        _cosines = angles.cos().to(type).DetachFromDisposeScope();
        _sines = angles.sin().to(type).DetachFromDisposeScope();
        return (_cosines, _sines);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cosines?.Dispose();
        _sines?.Dispose();
    }
}
