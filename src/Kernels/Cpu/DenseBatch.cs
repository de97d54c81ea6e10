using System.Buffers;
using Rlar.Kernels.Advantages;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// A batch with its unscored completions left out, so that no kernel has to know of masks. Where all are scored it is the batch itself;
/// otherwise the copies come from the shared pool.
/// </summary>
internal readonly ref struct DenseBatch<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<bool> _scored;
    private readonly Span<T> _destination;
    private readonly T[]? _values;
    private readonly int[]? _integers;

    /// <summary>Compacts the batch where it must.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="advantages">[N] its destination.</param>
    /// <exception cref="KernelException">A destination of another length.</exception>
    internal DenseBatch(in RewardBatch<T> batch, Span<T> advantages)
    {
        if (advantages.Length != batch.Groups.Length)
            throw new KernelException($"advantages has {advantages.Length} entries, but the group layout has {batch.Groups.Length} completions.");
        if (!batch.Scored.Contains(false))
        {
            Batch = new RewardBatch<T>(batch.Rewards, batch.Groups, default, batch.Lengths);
            Advantages = advantages;
            return;
        }

        _scored = batch.Scored;
        _destination = advantages;
        var count = batch.Scored.Count(true);
        _values = ArrayPool<T>.Shared.Rent(2 * count);
        _integers = ArrayPool<int>.Shared.Rent(batch.Groups.Count + 1 + count);
        var offsets = _integers.AsSpan(0, batch.Groups.Count + 1);
        var lengths = _integers.AsSpan(offsets.Length, batch.Lengths.IsEmpty ? 0 : count);
        var next = 0;
        for (var g = 0; g < batch.Groups.Count; g++)
        {
            offsets[g] = next;
            var (start, end) = batch.Groups[g];
            for (var i = start; i < end; i++)
            {
                if (!batch.Scored[i])
                    continue;
                if (!batch.Lengths.IsEmpty)
                    lengths[next] = batch.Lengths[i];
                _values[next++] = batch.Rewards[i];
            }
        }

        offsets[^1] = next;
        Batch = new RewardBatch<T>(_values.AsSpan(0, count), GroupLayout.Ragged(offsets), default, lengths);
        Advantages = _values.AsSpan(count, count);
    }

    /// <summary>The batch without the unscored completions.</summary>
    internal RewardBatch<T> Batch { get; }

    /// <summary>Where its advantages go.</summary>
    internal Span<T> Advantages { get; }

    /// <summary>Brings the advantages to the caller's destination: 0 where not scored.</summary>
    internal void Scatter()
    {
        if (_values is null)
            return;
        var next = 0;
        for (var i = 0; i < _destination.Length; i++)
            _destination[i] = _scored[i] ? Advantages[next++] : default;
    }

    /// <summary>Gives the copies back.</summary>
    public void Dispose()
    {
        if (_values is null)
            return;
        ArrayPool<T>.Shared.Return(_values);
        ArrayPool<int>.Shared.Return(_integers!);
    }
}
