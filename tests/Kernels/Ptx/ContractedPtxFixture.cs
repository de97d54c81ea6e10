namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The same, with products and sums fused as a driver's compiler may, and wider blocks.</summary>
public sealed class ContractedPtxFixture() : PtxFixture(threads: 256, contracts: true);
