using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Tests.Normalization;
using Rlar.Kernels.Tests.Ptx;

namespace Rlar.Kernels.Tests.Ilgpu;

/// <summary>The normalisation kernels' PTX, interpreted.</summary>
public sealed class PtxNormalizationTests(PtxFixture ptx)
    : NormalizationConformance(new IlgpuNormalization(ptx.Backend), longestRank: 130, Some), IClassFixture<PtxFixture>
{
    internal static readonly int[] Some = [0, 1, 2, 3, 31, 32, 33, 65, 130, 2_100];
}

/// <summary>The same as a driver may compile it.</summary>
public sealed class ContractedPtxNormalizationTests(ContractedPtxFixture ptx)
    : NormalizationConformance(new IlgpuNormalization(ptx.Backend), longestRank: 130, PtxNormalizationTests.Some), IClassFixture<ContractedPtxFixture>;

/// <summary>The normalisation kernels' C# on ILGPU's CPU accelerator.</summary>
public sealed class EmulatorNormalizationTests(EmulatorFixture emulator)
    : NormalizationConformance(new IlgpuNormalization(emulator.Backend), longestRank: 40, 0, 40), IClassFixture<EmulatorFixture>;
