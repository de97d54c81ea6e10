namespace Rlar.Kernels.Ilgpu;

/// <summary>A format of logits as the kernel bodies see it.</summary>
/// <typeparam name="T">What one logit is stored in.</typeparam>
internal interface ILogit<T>
    where T : unmanaged
{
    /// <summary>The logit, widened exactly.</summary>
    static abstract double Widen(T bits);
}
