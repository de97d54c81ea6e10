namespace Rlar.Kernels.Tests.Ptx;

/// <summary>What instructions that touch no memory compute: IEEE, round to nearest, no flush to zero.</summary>
internal static class PtxArithmetic
{
    internal static float F(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    internal static double D(ulong bits) => BitConverter.UInt64BitsToDouble(bits);

    private static ulong Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);

    /// <summary>The result of an instruction.</summary>
    internal static ulong Result(PtxInstruction i, ReadOnlySpan<ulong> r)
    {
        var a = r[i.Args[0]];
        var b = i.Args.Length > 1 ? r[i.Args[1]] : 0;
        if (i.Product is { } product)
            return Fused(i, r[product.Left], r[product.Right], i.ProductAt == 0 ? b : a);
        return i.Type switch
        {
            PtxType.F64 when i.Op is not (PtxOp.Setp or PtxOp.Cvt or PtxOp.Testp or PtxOp.Mov or PtxOp.Selp) => Double(i, D(a), D(b), i.Args.Length > 2 ? D(r[i.Args[2]]) : 0),
            PtxType.F32 when i.Op is not (PtxOp.Setp or PtxOp.Cvt or PtxOp.Testp or PtxOp.Mov or PtxOp.Selp) => Single(i, F(a), F(b), i.Args.Length > 2 ? F(r[i.Args[2]]) : 0),
            _ => i.Op switch
            {
                PtxOp.Mov => PtxTypes.Cut(i.Type, a),
                PtxOp.Selp => PtxTypes.Cut(i.Type, (r[i.Args[2]] & 1) != 0 ? a : b),
                PtxOp.Setp => Compare(i, a, b) ? 1UL : 0,
                PtxOp.Cvt => PtxConversion.Convert(i, a),
                PtxOp.Testp => Test(i, a) ? 1UL : 0,
                _ => PtxTypes.Cut(i.Type, Integer(i, a, b, i.Args.Length > 2 ? r[i.Args[2]] : 0)),
            },
        };
    }

    private static ulong Fused(PtxInstruction i, ulong left, ulong right, ulong other)
    {
        // a b + c, a b - c, c - a b.
        var (negatesProduct, negatesOther) = (i.Op == PtxOp.Sub && i.ProductAt == 1, i.Op == PtxOp.Sub && i.ProductAt == 0);
        return i.Type == PtxType.F64
            ? Bits(Math.FusedMultiplyAdd(negatesProduct ? -D(left) : D(left), D(right), negatesOther ? -D(other) : D(other)))
            : Bits(MathF.FusedMultiplyAdd(negatesProduct ? -F(left) : F(left), F(right), negatesOther ? -F(other) : F(other)));
    }

    private static ulong Double(PtxInstruction i, double a, double b, double c) => Bits(i.Op switch
    {
        PtxOp.Add => a + b,
        PtxOp.Sub => a - b,
        PtxOp.Mul => a * b,
        PtxOp.Div => a / b,
        PtxOp.Fma => Math.FusedMultiplyAdd(a, b, c),
        PtxOp.Rcp => 1 / a,
        PtxOp.Sqrt => Math.Sqrt(a),
        PtxOp.Neg => -a,
        PtxOp.Abs => Math.Abs(a),
        PtxOp.Min => double.MinNumber(a, b),
        PtxOp.Max => double.MaxNumber(a, b),
        _ => throw Unknown(i),
    });

    private static ulong Single(PtxInstruction i, float a, float b, float c) => Bits(i.Op switch
    {
        PtxOp.Add => a + b,
        PtxOp.Sub => a - b,
        PtxOp.Mul => a * b,
        PtxOp.Div => a / b,
        PtxOp.Fma => MathF.FusedMultiplyAdd(a, b, c),
        PtxOp.Rcp => 1 / a,
        PtxOp.Sqrt => MathF.Sqrt(a),
        PtxOp.Neg => -a,
        PtxOp.Abs => MathF.Abs(a),
        PtxOp.Min => float.MinNumber(a, b),
        PtxOp.Max => float.MaxNumber(a, b),
        PtxOp.Ex2 => (float)Math.Pow(2, a),
        PtxOp.Lg2 => (float)Math.Log2(a),
        _ => throw Unknown(i),
    });

    private static ulong Integer(PtxInstruction i, ulong a, ulong b, ulong c)
    {
        switch (i.Op)
        {
            case PtxOp.Add: return a + b;
            case PtxOp.Sub: return a - b;
            case PtxOp.Mul: return a * b;
            case PtxOp.Mad: return (a * b) + c;
            case PtxOp.MulWide: return i.Type == PtxType.S32 ? (ulong)((long)(int)a * (int)b) : (ulong)(uint)a * (uint)b;
            case PtxOp.Neg: return 0 - a;
            case PtxOp.And: return a & b;
            case PtxOp.Or: return a | b;
            case PtxOp.Xor: return a ^ b;
            case PtxOp.Not: return ~a;
            case PtxOp.Shl: return (uint)b >= Width(i.Type) ? 0 : a << (int)(uint)b;
            case PtxOp.Shr: return (ulong)(PtxTypes.Integer(i.Type, a) >> (int)Math.Min((uint)b, 64));
        }

        var (x, y) = (PtxTypes.Integer(i.Type, a), PtxTypes.Integer(i.Type, b));
        return i.Op switch
        {
            PtxOp.Div or PtxOp.Rem when y == 0 => throw new PtxException($"'{i.Text}' divides by 0"),
            PtxOp.Div => (ulong)(x / y),
            PtxOp.Rem => (ulong)(x % y),
            PtxOp.Min => (ulong)Int128.Min(x, y),
            PtxOp.Max => (ulong)Int128.Max(x, y),
            PtxOp.Abs => (ulong)Int128.Abs(x),
            _ => throw Unknown(i),
        };
    }

    private static uint Width(PtxType type) => (uint)PtxTypes.Size(type) * 8;

    private static bool Compare(PtxInstruction i, ulong a, ulong b)
    {
        if (!PtxTypes.IsFloat(i.Type))
        {
            var order = PtxTypes.Integer(i.Type, a).CompareTo(PtxTypes.Integer(i.Type, b));
            return i.Mode switch
            {
                "eq" => order == 0,
                "ne" => order != 0,
                "lt" or "lo" => order < 0,
                "le" or "ls" => order <= 0,
                "gt" or "hi" => order > 0,
                "ge" or "hs" => order >= 0,
                _ => throw Unknown(i),
            };
        }

        var (x, y) = i.Type == PtxType.F64 ? (D(a), D(b)) : (F(a), F(b));
        var isUnordered = double.IsNaN(x) || double.IsNaN(y);
        return i.Mode switch
        {
            "eq" => x == y,
            "ne" => !isUnordered && x != y,
            "lt" => x < y,
            "le" => x <= y,
            "gt" => x > y,
            "ge" => x >= y,
            "equ" => isUnordered || x == y,
            "neu" => isUnordered || x != y,
            "ltu" => isUnordered || x < y,
            "leu" => isUnordered || x <= y,
            "gtu" => isUnordered || x > y,
            "geu" => isUnordered || x >= y,
            _ => throw Unknown(i),
        };
    }

    private static bool Test(PtxInstruction i, ulong a)
    {
        var x = i.Args.Length == 1 && i.Type == PtxType.F64 ? D(a) : F(a);
        return i.Mode switch
        {
            "finite" => double.IsFinite(x),
            "infinite" => double.IsInfinity(x),
            _ => double.IsNaN(x),
        };
    }

    internal static PtxException Unknown(PtxInstruction i) => new($"instruction '{i.Text}' is not known");
}
