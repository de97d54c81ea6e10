namespace Rlar.Kernels.Cpu;

/// <summary>
/// Sixteen floats, as the softmax needs them. Lane i of a row's sums holds the columns that are i modulo 16, and the lanes are added in one fixed tree,
/// halves first; multiply-adds are fused on every path. So one 512-bit vector and two of 256 bits give the same bits.
/// </summary>
internal unsafe interface ILogitLanes<TSelf>
    where TSelf : unmanaged, ILogitLanes<TSelf>
{
    /// <summary>Lanes.</summary>
    const int Count = 16;

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>Sixteen binary32.</summary>
    static abstract TSelf LoadSingle(float* source);

    /// <summary>Sixteen binary16, widened exactly.</summary>
    static abstract TSelf LoadHalf(ushort* source);

    /// <summary>Sixteen bfloat16, widened exactly.</summary>
    static abstract TSelf LoadBFloat16(ushort* source);

    /// <summary>Stores sixteen.</summary>
    static abstract void Store(TSelf value, float* destination);

    /// <summary>left right + addend, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>The greater of numbers that are not NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>All bits of the lanes whose number is at most the bound; NaN is not.</summary>
    static abstract TSelf AtMost(TSelf value, float bound);

    /// <summary>left and right, bit by bit.</summary>
    static abstract TSelf And(TSelf left, TSelf right);

    /// <summary>Whether every lane has all bits.</summary>
    static abstract bool IsAll(TSelf mask);

    /// <summary>value 2^n, where the low bits of <paramref name="shifted"/> hold n; the result must be a normal number.</summary>
    static abstract TSelf Scale(TSelf value, TSelf shifted);

    /// <summary>The lanes added in the fixed tree.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>The greatest lane.</summary>
    static abstract float Max(TSelf value);
}
