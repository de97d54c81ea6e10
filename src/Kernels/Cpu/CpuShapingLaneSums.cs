using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

/// <summary>Count, sum, smallest and largest of the scored entries of one span or of several, each begun at lane 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct CpuShapingLaneSums()
{
    private Vector256<double> _low = Vector256<double>.Zero;
    private Vector256<double> _high = Vector256<double>.Zero;
    private Vector256<double> _min = Vector256.Create(double.PositiveInfinity);
    private Vector256<double> _max = Vector256.Create(double.NegativeInfinity);

    public long Count { get; private set; }

    public readonly RunningRange Range
    {
        get
        {
            if (Count == 0)
                return default;
            double min = double.PositiveInfinity, max = double.NegativeInfinity;
            for (var lane = 0; lane < CpuShapingLanes.Width; lane++)
            {
                min = Math.Min(min, _min[lane]);
                max = Math.Max(max, _max[lane]);
            }

            return new RunningRange(Count, min, max);
        }
    }

    /// <summary>The mean; taken without rounding where all entries are equal, so that their deviations are exactly 0.</summary>
    public readonly double Mean
    {
        get
        {
            var range = Range;
            return range.Min == range.Max ? range.Min : CpuShapingLanes.Sum(_low, _high) / Count;
        }
    }

    /// <summary>Checks and adds the scored entries.</summary>
    public void Add(string name, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored)
    {
        // Locals stay in registers through the loop; the fields of a struct would not.
        var (low, high, min, max) = (_low, _high, _min, _max);
        for (var i = 0; i < values.Length; i += 2 * CpuShapingLanes.Width)
        {
            low += Block(name, values, scored, i, ref min, ref max);
            if (i + CpuShapingLanes.Width < values.Length)
                high += Block(name, values, scored, i + CpuShapingLanes.Width, ref min, ref max);
        }

        (_low, _high, _min, _max) = (low, high, min, max);
        Count += values.Length - scored.Count(false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Block(
        string name, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored, int i, ref Vector256<double> min, ref Vector256<double> max)
    {
        var mask = CpuShapingLanes.Mask(scored, i, values.Length);
        var block = CpuShapingLanes.Load(values, i) & mask;
        CpuShapingLanes.Check(block, name, values, scored, i);

        // No NaN is left after the check, so the machine's own minimum will do; masked lanes are infinite and win nothing.
        min = Vector256.MinNative(min, Vector256.ConditionalSelect(mask, block, Vector256.Create(double.PositiveInfinity)));
        max = Vector256.MaxNative(max, Vector256.ConditionalSelect(mask, block, Vector256.Create(double.NegativeInfinity)));
        return block;
    }
}
