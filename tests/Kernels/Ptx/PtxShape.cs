namespace Rlar.Kernels.Tests.Ptx;

/// <summary>What an instruction's dotted name says. Every part has to be known: a flush to zero or a saturation passed over would be a wrong result.</summary>
internal readonly record struct PtxShape(PtxOp Op, PtxType Type, PtxType From, string Mode)
{
    private static readonly string[] s_comparisons = ["eq", "ne", "lt", "le", "gt", "ge", "lo", "ls", "hi", "hs", "equ", "neu", "ltu", "leu", "gtu", "geu"];

    internal static PtxShape Of(string[] parts, string text)
    {
        var type = parts.Length > 1 ? PtxTypes.Of(parts[^1]) : PtxType.None;
        var between = parts.Length > 2 ? parts[1..^1] : [];
        PtxShape? shape = (parts[0], between) switch
        {
            ("mov", []) => new(PtxOp.Mov, type, default, ""),
            ("ld", []) => new(PtxOp.Ld, type, default, "generic"),
            ("st", []) => new(PtxOp.St, type, default, "generic"),
            ("ld" or "st", ["param" or "shared" or "local" or "global"]) => new(parts[0] == "ld" ? PtxOp.Ld : PtxOp.St, type, default, between[0]),
            ("ld" or "st", ["shared" or "local" or "global", "v2" or "v4"]) => new(parts[0] == "ld" ? PtxOp.Ld : PtxOp.St, type, default, between[0]),
            ("ld" or "st", ["v2" or "v4"]) => new(parts[0] == "ld" ? PtxOp.Ld : PtxOp.St, type, default, "generic"),
            ("add" or "sub" or "mul", [] or ["rn"]) when PtxTypes.IsFloat(type) => new(Arithmetic(parts[0]), type, default, between.Length > 0 ? "rn" : ""),
            ("add" or "sub", []) => new(Arithmetic(parts[0]), type, default, ""),
            ("mul", ["lo"]) => new(PtxOp.Mul, type, default, ""),
            ("mul", ["wide"]) when type is PtxType.U32 or PtxType.S32 => new(PtxOp.MulWide, type, default, ""),
            ("mad", ["lo"]) => new(PtxOp.Mad, type, default, ""),
            ("fma", ["rn"]) when PtxTypes.IsFloat(type) => new(PtxOp.Fma, type, default, ""),
            ("div", ["rn"]) when PtxTypes.IsFloat(type) => new(PtxOp.Div, type, default, ""),
            ("div", []) when !PtxTypes.IsFloat(type) => new(PtxOp.Div, type, default, ""),
            ("rem", []) when !PtxTypes.IsFloat(type) => new(PtxOp.Rem, type, default, ""),
            ("rcp", ["rn"]) => new(PtxOp.Rcp, type, default, ""),
            ("sqrt", ["rn"]) => new(PtxOp.Sqrt, type, default, ""),
            ("ex2" or "lg2", ["approx"]) when type == PtxType.F32 => new(parts[0] == "ex2" ? PtxOp.Ex2 : PtxOp.Lg2, type, default, ""),
            ("neg" or "abs" or "min" or "max" or "and" or "or" or "xor" or "not" or "shl" or "shr" or "selp", []) =>
                new(Enum.Parse<PtxOp>(parts[0], ignoreCase: true), type, default, ""),
            ("setp", [var comparison]) when Array.IndexOf(s_comparisons, comparison) >= 0 => new(PtxOp.Setp, type, default, comparison),
            ("testp", ["finite" or "infinite" or "notanumber"]) => new(PtxOp.Testp, type, default, between[0]),
            // Global addresses are the same in the global and the generic space; others are not.
            ("cvta", ["to", "global"]) or ("cvta", ["global"]) => new(PtxOp.Mov, type, default, ""),
            ("cvt", [.. var rounding, var to]) when rounding is [] or ["rn" or "rzi" or "rni" or "rmi" or "rpi"] && PtxTypes.Of(to) != PtxType.None =>
                new(PtxOp.Cvt, PtxTypes.Of(to), type, rounding is [var mode] ? mode : ""),
            ("shfl", ["sync", "bfly" or "down" or "up" or "idx"]) => new(PtxOp.Shfl, type, default, between[1]),
            ("bar", []) when parts is ["bar", "sync"] => new(PtxOp.Bar, PtxType.Pred, default, ""),
            ("bra", []) when parts is ["bra"] or ["bra", "uni"] => new(PtxOp.Bra, PtxType.Pred, default, ""),
            ("ret", []) when parts is ["ret"] => new(PtxOp.Ret, PtxType.Pred, default, ""),
            _ => null,
        };
        return shape is { Type: not PtxType.None } known ? known : throw new PtxException($"instruction '{text}' is not known");
    }

    private static PtxOp Arithmetic(string name) => name switch
    {
        "add" => PtxOp.Add,
        "sub" => PtxOp.Sub,
        _ => PtxOp.Mul,
    };
}
