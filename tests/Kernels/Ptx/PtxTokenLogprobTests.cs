using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Tests.Losses;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The PTX of the kernels over logits, interpreted.</summary>
public sealed class PtxTokenLogprobTests(PtxFixture ptx) : TokenLogprobConformance(new IlgpuTokenLogprobs(ptx.Backend), 1, 2, 5, 31, 32, 33, 100), IClassFixture<PtxFixture>;
