namespace Rlar.Agents.Choosing;

/// <summary>
/// Random numbers of one 64-bit state (SplitMix64, Steele, Lea and Flood 2014), the same on every machine, which can be saved and gone on with.
/// </summary>
/// <param name="state">The seed, or a state that was saved.</param>
internal sealed class SeededRandom(ulong state)
{
    /// <summary>The state after the numbers that were drawn.</summary>
    internal ulong State { get; private set; } = state;

    /// <summary>The next 64 bits.</summary>
    internal ulong Next()
    {
        State += 0x9E3779B97F4A7C15;
        var z = State;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 below a bound.</summary>
    internal int Below(int bound) => (int)(((UInt128)Next() * (uint)bound) >> 64);

    /// <summary>A number above 0.0 and below 1.0.</summary>
    internal double Fraction() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>A normal number of mean 0 and variance 1 (Box and Muller 1958; one of the two is thrown away, so that the state is all there is).</summary>
    internal double Normal() => Math.Sqrt(-2 * Math.Log(Fraction())) * Math.Cos(2 * Math.PI * Fraction());

    /// <summary>The numbers 0 to count - 1 in an order that is drawn (Fisher and Yates).</summary>
    internal int[] Order(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
