using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rlar.Grpo.Policy.Fused;

/// <summary>Functions of lanes that no instruction computes.</summary>
internal static class LaneMath
{
    // Beyond it a power of two would leave the normal numbers; exp(-87) is 1.6e-38.
    private const float Greatest = 87;

    /// <summary>Bits of the vectors that kernels compute with here: 512, 256, or 32 for one number at a time.</summary>
    public static int Bits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 32;

    /// <summary>
    /// exp(x), x kept within plus and minus 87: n = round(x log2 e), a polynomial in r = x - n ln 2, times 2^n. Within 1.5 units in the last place; the
    /// polynomial (interpolation of (e^r - 1 - r) / r² at Chebyshev's points) is off by 1e-8 of the value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        x = TLanes.Clamp(x, TLanes.Broadcast(Greatest));

        // Adding 1.5 2^23 leaves n in the low bits, rounded to nearest. ln 2 is taken off in two parts: the float, and what that rounding left.
        var magic = TLanes.Broadcast(12582912f);
        var shifted = TLanes.MultiplyAdd(x, TLanes.Broadcast(1.44269504088896341f), magic);
        var n = shifted - magic;
        var r = TLanes.MultiplyAdd(n, TLanes.Broadcast(-0.693147182464599609375f), x);
        r = TLanes.MultiplyAdd(n, TLanes.Broadcast(1.90465429995776804525e-9f), r);
        var p = TLanes.MultiplyAdd(TLanes.Broadcast(1.392618358771e-3f), r, TLanes.Broadcast(8.363179052723e-3f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(4.166655461720e-2f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(1.666657698970e-1f));
        p = TLanes.MultiplyAdd(p, r, TLanes.Broadcast(0.5f));
        p = TLanes.MultiplyAdd(p, r * r, r) + TLanes.Broadcast(1);
        return TLanes.Scale(p, shifted);
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : unmanaged, IFloatLanes<TLanes>
    {
        var one = TLanes.Broadcast(1);
        return one / (Exp(TLanes.Broadcast(0) - x) + one);
    }
}
