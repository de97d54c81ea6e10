using System.Runtime.InteropServices;
using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What the kernel of win rates works on.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PreferenceJob
{
    /// <summary>[G, G] P(row beats column).</summary>
    public ArrayView<double> Preferences;

    /// <summary>[G, G] not 0 where judged, or empty.</summary>
    public ArrayView<byte> Judged;

    /// <summary>[G] destination of the counts.</summary>
    public ArrayView<int> Opponents;

    /// <summary>[G] destination of the rates.</summary>
    public ArrayView<double> Rates;

    /// <summary>1: a pair judged neither way is a tie; 0: it is left out.</summary>
    public int CountsTies;
}
