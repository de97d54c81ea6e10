using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernels work on whose baseline comes from outside the group, or from a part of it.</summary>
/// <typeparam name="T">float or double.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct BaselineJob<T>
    where T : unmanaged
{
    /// <summary>Rewards, mask and layout; of ReMax over tokens, a sequence for a group.</summary>
    public GroupJob<T> Batch;

    /// <summary>[P] baselines, or [N] a critic's values, or empty.</summary>
    public ArrayView<T> Baselines;

    /// <summary>[N] subgroups or roles, or empty.</summary>
    public ArrayView<int> Labels;

    /// <summary>[roles] running averages, or empty.</summary>
    public ArrayView<double> Averages;

    /// <summary>[N] destination of a critic's targets, or empty.</summary>
    public ArrayView<T> Returns;

    /// <summary>What an average keeps of itself; of GAE the discount.</summary>
    public double Decay;

    /// <summary>What GAE keeps of later differences.</summary>
    public double Lambda;
}
