using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Tests.Ptx;
using Rlar.Kernels.Tests.Shaping;

namespace Rlar.Kernels.Tests.Ilgpu;

/// <summary>The shaping kernels' PTX, interpreted.</summary>
public sealed class PtxShapingTests(PtxFixture ptx)
    : ShapingConformance(new IlgpuShaping(ptx.Backend), 0, 1, 2, 31, 32, 33, 130), IClassFixture<PtxFixture>;

/// <summary>The same as a driver may compile it.</summary>
public sealed class ContractedPtxShapingTests(ContractedPtxFixture ptx)
    : ShapingConformance(new IlgpuShaping(ptx.Backend), 1, 70), IClassFixture<ContractedPtxFixture>;

/// <summary>The shaping kernels' C# on ILGPU's CPU accelerator.</summary>
public sealed class EmulatorShapingTests(EmulatorFixture emulator)
    : ShapingConformance(new IlgpuShaping(emulator.Backend), 0, 1, 40), IClassFixture<EmulatorFixture>;
