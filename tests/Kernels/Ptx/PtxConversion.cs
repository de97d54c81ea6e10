namespace Rlar.Kernels.Tests.Ptx;

/// <summary>cvt: between integers by sign or zero extension, to integers saturating, NaN to 0.</summary>
internal static class PtxConversion
{
    internal static ulong Convert(PtxInstruction i, ulong bits)
    {
        if (!PtxTypes.IsFloat(i.From))
        {
            var integer = PtxTypes.Integer(i.From, bits);
            return i.Type switch
            {
                PtxType.F64 when i.Mode is "rn" => BitConverter.DoubleToUInt64Bits((double)integer),
                PtxType.F32 when i.Mode is "rn" => BitConverter.SingleToUInt32Bits((float)integer),
                _ when PtxTypes.IsFloat(i.Type) || i.Mode.Length > 0 => throw PtxArithmetic.Unknown(i),
                _ => PtxTypes.Cut(i.Type, (ulong)(Int128)(integer & ulong.MaxValue)),
            };
        }

        var value = i.From == PtxType.F64 ? PtxArithmetic.D(bits) : PtxArithmetic.F(bits);
        if (PtxTypes.IsFloat(i.Type))
        {
            value = i.Mode switch
            {
                "" when i.Type == PtxType.F64 || i.From == PtxType.F32 => value,
                "rn" when i.Type == PtxType.F32 && i.From == PtxType.F64 => value,
                "rmi" when i.Type == i.From => Math.Floor(value),
                "rpi" when i.Type == i.From => Math.Ceiling(value),
                "rni" when i.Type == i.From => Math.Round(value, MidpointRounding.ToEven),
                "rzi" when i.Type == i.From => Math.Truncate(value),
                _ => throw PtxArithmetic.Unknown(i),
            };
            return i.Type == PtxType.F64 ? BitConverter.DoubleToUInt64Bits(value) : BitConverter.SingleToUInt32Bits((float)value);
        }

        value = i.Mode switch
        {
            "rzi" => Math.Truncate(value),
            "rni" => Math.Round(value, MidpointRounding.ToEven),
            "rmi" => Math.Floor(value),
            "rpi" => Math.Ceiling(value),
            _ => throw PtxArithmetic.Unknown(i),
        };
        return i.Type switch
        {
            PtxType.S32 => (uint)(int)Math.Clamp(double.IsNaN(value) ? 0 : value, int.MinValue, int.MaxValue),
            PtxType.S64 => (ulong)(long)value,
            PtxType.U32 => (uint)Math.Clamp(double.IsNaN(value) ? 0 : value, 0, uint.MaxValue),
            PtxType.U64 => (ulong)value,
            _ => throw PtxArithmetic.Unknown(i),
        };
    }
}
