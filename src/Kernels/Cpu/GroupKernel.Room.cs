using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

internal static unsafe partial class GroupKernel<TOctet, TRule>
{
    /// <summary>Memory of one chunk's thread, and what is known of the chunk beforehand.</summary>
    private readonly struct Room
    {
        private readonly double* _tail;
        private readonly int* _uniform;
        private readonly int _tailStart;

        /// <summary>Lays out the room, and copies the batch's last elements to where an octet can be read past them.</summary>
        internal Room(ref GroupJob<double, TRule> batch, int first, int last, double* rows, double* tail, int* uniform)
        {
            Rows = rows;
            _tail = tail;
            _uniform = uniform;
            _tailStart = Math.Max(0, batch.Length - Lanes);
            for (var i = 0; i < 2 * Lanes; i++)
                tail[i] = _tailStart + i < batch.Length ? batch.Rewards[_tailStart + i] : default;
            for (var i = 0; i <= Lanes; i++)
                uniform[i] = i * batch.Size;
            Longest = batch.Size > 0 ? batch.Size : GroupKernel<TOctet, TRule>.Longest(batch.Offsets + first, last - first);
            LastReadable = last;
            while (LastReadable > first && batch.Start(LastReadable) + OctetMask.Length > batch.Length)
                LastReadable--;
        }

        /// <summary>[<see cref="RowsLength"/>] numbers, aligned to a line.</summary>
        internal double* Rows { get; }

        /// <summary>The size of the chunk's longest group.</summary>
        internal int Longest { get; }

        /// <summary>One past the last group from whose start a whole row can be read.</summary>
        internal int LastReadable { get; }

        /// <summary>Where a group and its eight successors start, counted from <paramref name="rewards"/>, and how both move on to the next eight.</summary>
        internal int* Offsets(ref GroupJob<double, TRule> batch, int group, out double* rewards, out int rewardStep, out int offsetStep)
        {
            var isUniform = batch.Offsets == null;
            rewards = isUniform ? batch.Rewards + group * batch.Size : batch.Rewards;
            (rewardStep, offsetStep) = isUniform ? (Lanes * batch.Size, 0) : (0, Lanes);
            return isUniform ? _uniform : batch.Offsets + group;
        }

        /// <summary>Rewards from <paramref name="start"/> on, of which eight can be read.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal double* Readable(ref GroupJob<double, TRule> batch, int start) =>
            start + Lanes <= batch.Length ? batch.Rewards + start : _tail + (start - _tailStart);
    }
}
