using Rlar.Kernels.Tests.Ilgpu;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The PTX of the advantage kernels, interpreted.</summary>
public sealed class PtxAdvantageTests(PtxFixture ptx)
    : IlgpuAdvantageConformance(ptx.Backend, 0, 1, 2, 7, 33, 64, 90, 200), IClassFixture<PtxFixture>;

/// <summary>The same as a driver may compile it.</summary>
public sealed class ContractedPtxAdvantageTests(ContractedPtxFixture ptx)
    : IlgpuAdvantageConformance(ptx.Backend, 33, 90), IClassFixture<ContractedPtxFixture>;

/// <summary>The PTX with groups that fit a warp joined by shuffles. Lengths at a multiple of three have groups of at most four.</summary>
public sealed class ShufflePtxAdvantageTests(ShufflePtxFixture ptx)
    : IlgpuAdvantageConformance(ptx.Backend, 50, 45, 0, 21), IClassFixture<ShufflePtxFixture>;
