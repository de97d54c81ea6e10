using System.Runtime.InteropServices;

namespace Rlar.Kernels.Ilgpu;

/// <summary>What is known of a part of a row, relative to its largest z: parts merge without a second look at the logits. Kernel code.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SoftmaxPart
{
    /// <summary>The largest z, -infinity where there is none.</summary>
    public double Max;

    /// <summary>Sum of exp(z - Max).</summary>
    public double Sum;

    /// <summary>Sum of exp(z - Max) (z - Max).</summary>
    public double Weighted;

    /// <summary>Sum of exp(z - Max)².</summary>
    public double Squares;

    /// <summary>A part without a logit.</summary>
    internal static SoftmaxPart None
    {
        get
        {
            var part = default(SoftmaxPart);
            part.Max = double.NegativeInfinity;
            return part;
        }
    }

    /// <summary>The part with one more z.</summary>
    internal static SoftmaxPart Add(SoftmaxPart part, double z)
    {
        if (z > part.Max)
            part = Lowered(part, z);
        var difference = z - part.Max;

        // Below, exp is 0; -infinity would make 0 times infinity of the product.
        if (difference > -745.0)
        {
            var power = DeviceMath.Exp(difference);
            part.Sum += power;
            part.Weighted += power * difference;
            part.Squares += power * power;
        }

        return part;
    }

    /// <summary>Both parts together.</summary>
    internal static SoftmaxPart Merge(SoftmaxPart one, SoftmaxPart other)
    {
        if (other.Sum == 0.0)
            return one;
        if (one.Sum == 0.0)
            return other;
        if (one.Max < other.Max)
            one = Lowered(one, other.Max);
        else
            other = Lowered(other, one.Max);
        one.Sum += other.Sum;
        one.Weighted += other.Weighted;
        one.Squares += other.Squares;
        return one;
    }

    /// <summary>The part relative to a larger maximum.</summary>
    private static SoftmaxPart Lowered(SoftmaxPart part, double max)
    {
        var difference = part.Max - max;
        if (part.Sum > 0.0 && difference > -745.0)
        {
            var factor = DeviceMath.Exp(difference);
            part.Weighted = factor * (part.Weighted + (part.Sum * difference));
            part.Sum *= factor;
            part.Squares *= factor * factor;
        }
        else
        {
            part.Weighted = 0.0;
            part.Sum = 0.0;
            part.Squares = 0.0;
        }

        part.Max = max;
        return part;
    }
}
