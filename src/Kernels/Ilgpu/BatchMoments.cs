using System.Runtime.InteropServices;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What is known of a part of a batch, or of all of it; parts merge by Chan, Golub and LeVeque (1979).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BatchMoments
{
    /// <summary>Scored values.</summary>
    public double Count;

    /// <summary>Scored values that are not 0.</summary>
    public double Nonzero;

    /// <summary>The scored values' weights, summed.</summary>
    public double Weight;

    /// <summary>Weighted mean; any of the values where no value has a weight.</summary>
    public double Mean;

    /// <summary>Weighted sum of squared deviations from the mean.</summary>
    public double Squares;

    /// <summary>Smallest scored value.</summary>
    public double Min;

    /// <summary>Largest scored value.</summary>
    public double Max;

    /// <summary>Whether all scored values are one number, also where there is none. Host and kernel code.</summary>
    internal readonly bool AllEqual => Count == 0.0 || Min == Max;

    /// <summary>Both parts together. Equal means stay as they are, to the bit. Host and kernel code.</summary>
    internal static BatchMoments Merge(in BatchMoments one, in BatchMoments other)
    {
        if (one.Count == 0.0)
            return other;
        if (other.Count == 0.0)
            return one;
        var both = one;
        both.Count = one.Count + other.Count;
        both.Nonzero = one.Nonzero + other.Nonzero;
        both.Weight = one.Weight + other.Weight;
        if (both.Weight > 0.0)
        {
            var difference = other.Mean - one.Mean;
            var share = other.Weight / both.Weight;
            both.Mean = one.Mean + (difference * share);
            both.Squares = one.Squares + other.Squares + (difference * difference * one.Weight * share);
        }

        if (other.Min < one.Min)
            both.Min = other.Min;
        if (other.Max > one.Max)
            both.Max = other.Max;
        return both;
    }
}
