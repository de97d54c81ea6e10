using System.Diagnostics.CodeAnalysis;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// Eight doubles, the unit in which the kernels add. A sum is always taken lane by lane over octets and then over the lanes as
/// ((0+1)+(2+3))+((4+5)+(6+7)), without fused operations; so one 512-bit vector, two of 256 bits and eight scalars give the same bits.
/// </summary>
internal unsafe interface IOctet<TSelf> : ILanes<TSelf>
    where TSelf : unmanaged, IOctet<TSelf>
{
    /// <summary>Eight consecutive elements, widened.</summary>
    static abstract TSelf Load<T>(T* source)
        where T : unmanaged;

    /// <summary>Eight consecutive integers, converted.</summary>
    static abstract TSelf LoadIntegers(int* source);

    /// <summary>Rounds to the element type and stores eight.</summary>
    static abstract void Store<T>(TSelf value, T* destination)
        where T : unmanaged;

    /// <summary>Keeps the lanes whose mask has all bits and clears those whose mask has none.</summary>
    static abstract TSelf Keep(TSelf value, long* mask);

    /// <summary>Keeps the first <paramref name="count"/> lanes and clears the rest; 0 to 8.</summary>
    static virtual TSelf First(TSelf value, int count) => TSelf.Keep(value, OctetMask.First(count));

    /// <summary>Where <paramref name="value"/> is below the bound, <paramref name="below"/>; elsewhere, <paramref name="otherwise"/>.</summary>
    static abstract TSelf WhereBelow(TSelf value, double bound, TSelf below, TSelf otherwise);

    /// <summary>Lane j of the result is the sum over the lanes of argument j.</summary>
    static abstract TSelf SumEach(TSelf a, TSelf b, TSelf c, TSelf d, TSelf e, TSelf f, TSelf g, TSelf h);

    /// <summary>The sums (0+1)+(2+3) of both halves of each argument, in an order that <see cref="SpreadHalves"/> knows.</summary>
    static abstract TSelf SumHalves(TSelf a, TSelf b, TSelf c, TSelf d);

    /// <summary>Of what came from <see cref="SumHalves"/>, the two numbers of argument <paramref name="index"/>, four times each.</summary>
    static abstract TSelf SpreadHalves(TSelf sums, [ConstantExpected(Max = 3)] int index);
}
