using System.Runtime.InteropServices;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The numbers of a kernel that works entry by entry; each kernel says which it reads.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EntryNumbers
{
    /// <summary>Lower bound.</summary>
    public double Low;

    /// <summary>Upper bound.</summary>
    public double High;

    /// <summary>Subtracted.</summary>
    public double Subtrahend;

    /// <summary>Divides.</summary>
    public double Divisor;

    /// <summary>What the lower end becomes.</summary>
    public double Bottom;

    /// <summary>What the upper end becomes.</summary>
    public double Top;

    /// <summary>No bounds, nothing subtracted, divided by 1: every value stays as it is.</summary>
    internal static EntryNumbers Unchanged => new() { Low = double.NegativeInfinity, High = double.PositiveInfinity, Divisor = 1 };
}
