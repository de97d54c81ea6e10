namespace Rlar.Kernels.Ilgpu;

/// <summary>Elements in double.</summary>
internal readonly struct RealDouble : IReal<double>
{
    /// <inheritdoc/>
    public static double Up(double value) => value;

    /// <inheritdoc/>
    public static double Down(double value) => value;
}
