using System.Diagnostics.CodeAnalysis;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// Sixteen floats, four quads in two halves. A row's sum adds the halves lane by lane, then the lanes of each quad as (0+2)+(1+3), then
/// the two quads, without fused operations; so one 512-bit vector, two of 256 bits and <see cref="FloatGroup"/> give the same bits.
/// </summary>
internal unsafe interface IFloatRow<TSelf> : ILanes<TSelf>
    where TSelf : unmanaged, IFloatRow<TSelf>
{
    /// <summary>1, 2, .. 16.</summary>
    static abstract TSelf OneToSixteen { get; }

    /// <summary>Sixteen consecutive elements.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>One element sixteen times.</summary>
    static abstract TSelf Repeat(float* source);

    /// <summary>Stores sixteen.</summary>
    static abstract void Store(TSelf value, float* destination);

    /// <summary>Stores the first lane.</summary>
    static abstract void StoreFirst(TSelf value, float* destination);

    /// <summary>Stores sixteen to a line without reading it first.</summary>
    static abstract void StorePastCaches(TSelf value, float* line);

    /// <summary>((reward - origin) - mean) factor of sixteen rewards, each with the numbers of its group.</summary>
    /// <param name="rewards">[16] rewards.</param>
    /// <param name="groups">[16] their groups, ascending by at most 1 from one to the next.</param>
    /// <param name="origins">The groups' origins, readable for fifteen groups past the first one's.</param>
    /// <param name="part">How far their means lie past their origins, and their factors past the means.</param>
    static abstract TSelf Transform(float* rewards, byte* groups, float* origins, int part);

    /// <summary>The differences offsets[1] - offsets[0] .. offsets[16] - offsets[15].</summary>
    static abstract TSelf Differences(int* offsets);

    /// <summary>Looks up what belongs to sixteen groups' sizes. The result is false where one is not 1 to 16.</summary>
    /// <param name="offsets">[17] where the groups start.</param>
    /// <param name="reciprocals">[16] what belongs to sizes 1 to 16.</param>
    /// <param name="prepared">[16] something else that does.</param>
    /// <param name="reciprocal">[16] the groups' entries of the one.</param>
    /// <param name="preparation">[16] the groups' entries of the other.</param>
    /// <param name="lacks">[16] 16 less the groups' sizes.</param>
    static abstract bool LookUp(int* offsets, float* reciprocals, float* prepared, float* reciprocal, float* preparation, int* lacks);

    /// <summary>The lanes whose index is below <paramref name="count"/>, and 0 in the rest.</summary>
    static abstract TSelf First(TSelf value, float count);

    /// <summary>left - right in the lanes whose masks are all ones, and 0 where they are none.</summary>
    static abstract TSelf SubtractWhere(float* masks, TSelf left, float* right);

    /// <summary>Where <paramref name="value"/> is below the bound, <paramref name="below"/>; elsewhere, <paramref name="otherwise"/>.</summary>
    static abstract TSelf WhereBelow(TSelf value, float bound, TSelf below, TSelf otherwise);

    /// <summary>Whether every lane is below the bound; a NaN is not.</summary>
    static abstract bool AllBelow(TSelf value, float bound);

    /// <summary>In the low half, the sum of a's halves; in the high half, that of b's.</summary>
    static abstract TSelf AddHalves(TSelf a, TSelf b);

    /// <summary>Of each quad of a and b: a0+a2, a1+a3, b0+b2, b1+b3.</summary>
    static abstract TSelf AddPairs(TSelf a, TSelf b);

    /// <summary>Of rows from <see cref="AddPairs"/>: quad k of the result holds the sums of quad k of a, b, c and d.</summary>
    static abstract TSelf SumPairs(TSelf ab, TSelf cd);

    /// <summary>Adds quads 0 and 1, and quads 2 and 3; both places of a pair hold its sum.</summary>
    static abstract TSelf AddQuads(TSelf row);

    /// <summary>Adds quads 0 and 1, and 2 and 3; the two sums of a lie lane by lane in turn in the low half, those of b in the high half.</summary>
    static abstract TSelf JoinQuads(TSelf a, TSelf b);

    /// <summary>Lane <paramref name="index"/> of each quad, in all of the quad.</summary>
    static abstract TSelf SpreadQuads(TSelf value, [ConstantExpected(Max = 3)] int index);

    /// <summary>Each half's first lane, in all of the half.</summary>
    static abstract TSelf SpreadFirstOfHalves(TSelf value);

    /// <summary>The first lane, in all of the row.</summary>
    static abstract TSelf SpreadFirst(TSelf value);
}
