namespace Rlar.Grpo.Policy.Fused;

/// <summary>
/// Floats side by side: sixteen, eight or one. A kernel is written once over this, and compiled for each width. What works number by number gives the same
/// bits at every width, because multiply-adds are fused at all of them; a sum over a row does not, because its order is the width's.
/// </summary>
internal interface IFloatLanes<TSelf>
    where TSelf : unmanaged, IFloatLanes<TSelf>
{
    /// <summary>Lanes.</summary>
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>The numbers from <paramref name="index"/> on; nobody checks that there are so many.</summary>
    static abstract TSelf Load(ref readonly float source, int index);

    /// <summary>Writes the lanes from <paramref name="index"/> on; nobody checks that there is room.</summary>
    static abstract void Store(TSelf value, ref float destination, int index);

    /// <summary>left right + addend, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>Square roots.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Natural logarithms of positive numbers, within a few units in the last place; their last bits may differ between widths.</summary>
    static abstract TSelf Log(TSelf value);

    /// <summary>The greater of two numbers; of NaN, anything.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The number kept within plus and minus a bound; of NaN, anything.</summary>
    static abstract TSelf Clamp(TSelf value, TSelf bound);

    /// <summary>value 2^n, where the low bits of <paramref name="shifted"/> hold n; the result must be a normal number.</summary>
    static abstract TSelf Scale(TSelf value, TSelf shifted);

    /// <summary>Lanes 0 and 1 exchanged, 2 and 3, and so on; of one lane itself.</summary>
    static abstract TSelf SwapNeighbours(TSelf value);

    /// <summary>The sum of the lanes.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>The greatest lane; of NaN, anything.</summary>
    static abstract float Max(TSelf value);
}
