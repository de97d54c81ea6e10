namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The instructions that are known. Atomics are not: the kernels may not use them.</summary>
internal enum PtxOp
{
    Mov, Ld, St, Add, Sub, Mul, MulWide, Mad, Fma, Div, Rem, Rcp, Sqrt, Neg, Abs, Min, Max, And, Or, Xor, Not, Shl, Shr, Selp, Setp, Cvt, Testp,
    Ex2, Lg2, Shfl, Bar, Bra, Ret,
}
