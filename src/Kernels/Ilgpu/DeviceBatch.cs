using System.Runtime.InteropServices;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Ilgpu;

/// <summary>A batch of rewards in a device's memory, with room for its advantages.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly ref struct DeviceBatch<T>
    where T : unmanaged
{
    private readonly DeviceArray<T> _rewards;
    private readonly DeviceArray<byte> _scored;
    private readonly DeviceArray<int> _offsets;
    private readonly DeviceArray<int> _lengths;
    private readonly DeviceArray<T> _advantages;

    /// <summary>Copies a batch, whose rewards have been checked, to the device.</summary>
    internal DeviceBatch(IlgpuBackend backend, in RewardBatch<T> batch)
    {
        _rewards = backend.Upload(batch.Rewards);
        _scored = backend.Upload(MemoryMarshal.Cast<bool, byte>(batch.Scored));
        _offsets = backend.Upload(batch.Groups.UniformSize > 0 ? [] : batch.Groups.Offsets);
        _lengths = backend.Upload(batch.Lengths);
        _advantages = backend.Rent<T>(batch.Rewards.Length);
        Longest = DeviceLayout.Longest(batch.Groups);
        Job = new GroupJob<T>
        {
            Rewards = _rewards.View,
            Scored = _scored.View,
            Offsets = _offsets.View,
            Lengths = _lengths.View,
            Advantages = _advantages.View,
            Groups = batch.Groups.Count,
            Size = batch.Groups.UniformSize,
            Width = Team.WidthFor(Longest),
        };
    }

    /// <summary>The batch as kernels take it, without a rule.</summary>
    internal GroupJob<T> Job { get; }

    /// <summary>Completions of the largest group.</summary>
    internal int Longest { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _rewards.Dispose();
        _scored.Dispose();
        _offsets.Dispose();
        _lengths.Dispose();
        _advantages.Dispose();
    }
}
