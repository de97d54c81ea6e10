namespace Rlar.Kernels.Ilgpu;

/// <summary>Elements in float.</summary>
internal readonly struct RealFloat : IReal<float>
{
    /// <inheritdoc/>
    public static double Up(float value) => value;

    /// <inheritdoc/>
    public static float Down(double value) => (float)value;
}
