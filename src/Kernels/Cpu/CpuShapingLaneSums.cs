using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rlar.Kernels.Normalization;

namespace Rlar.Kernels.Cpu;

/// <summary>Count, sum, smallest and largest of the scored entries of one span or of several, each begun at lane 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct CpuShapingLaneSums()
{
    private Vector512<double> _sum = Vector512<double>.Zero;
    private Vector512<double> _min = Vector512.Create(double.PositiveInfinity);
    private Vector512<double> _max = Vector512.Create(double.NegativeInfinity);

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
            return range.Min == range.Max ? range.Min : CpuShapingLanes.Sum(_sum) / Count;
        }
    }

    /// <summary>Checks and adds the scored entries.</summary>
    public void Add(string name, ReadOnlySpan<double> values, ReadOnlySpan<bool> scored)
    {
        // Locals stay in registers through the loop; the fields of a struct would not.
        var (sum, min, max) = (_sum, _min, _max);
        var counted = Vector512<long>.Zero;
        for (var i = 0; i < values.Length; i += CpuShapingLanes.Width)
        {
            var mask = CpuShapingLanes.Mask(scored, i, values.Length);
            var block = CpuShapingLanes.Load(values, i) & mask;
            CpuShapingLanes.Check(block, name, values, scored, i);
            sum += block;
            min = Vector512.Min(min, Vector512.ConditionalSelect(mask, block, min));
            max = Vector512.Max(max, Vector512.ConditionalSelect(mask, block, max));
            counted -= mask.AsInt64();
        }

        (_sum, _min, _max) = (sum, min, max);
        Count += Vector512.Sum(counted);
    }
}
