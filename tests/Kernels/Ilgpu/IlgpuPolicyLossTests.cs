using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Tests.Losses;
using Rlar.Kernels.Tests.Ptx;

namespace Rlar.Kernels.Tests.Ilgpu;

/// <summary>The policy losses' PTX, interpreted.</summary>
public sealed class PtxDoublePolicyLossTests(PtxFixture ptx)
    : PolicyLossConformance<double>(new IlgpuPolicyLosses<double>(ptx.Backend), 1e-13, isSlow: true), IClassFixture<PtxFixture>;

/// <summary>The same in float.</summary>
public sealed class PtxFloatPolicyLossTests(PtxFixture ptx)
    : PolicyLossConformance<float>(new IlgpuPolicyLosses<float>(ptx.Backend), 1e-6, isSlow: true), IClassFixture<PtxFixture>;

/// <summary>The same as a driver may compile it.</summary>
public sealed class ContractedPtxPolicyLossTests(ContractedPtxFixture ptx)
    : PolicyLossConformance<double>(new IlgpuPolicyLosses<double>(ptx.Backend), 1e-12, isSlow: true), IClassFixture<ContractedPtxFixture>;

/// <summary>The policy losses' C# on ILGPU's CPU accelerator.</summary>
public sealed class EmulatorPolicyLossTests(EmulatorFixture emulator)
    : PolicyLossConformance<double>(new IlgpuPolicyLosses<double>(emulator.Backend), 1e-13, isSlow: true, isSlower: true), IClassFixture<EmulatorFixture>;

/// <summary>The policy losses on a GPU, where there is one.</summary>
public sealed class CudaPolicyLossTests(CudaFixture cuda)
    : PolicyLossConformance<double>(new IlgpuPolicyLosses<double>(cuda.Backend), 1e-12), IClassFixture<CudaFixture>;

/// <summary>The same in float.</summary>
public sealed class CudaFloatPolicyLossTests(CudaFixture cuda)
    : PolicyLossConformance<float>(new IlgpuPolicyLosses<float>(cuda.Backend), 1e-6), IClassFixture<CudaFixture>;
