namespace Rlar.Kernels.Tests.Ptx;

/// <summary>The same with groups that fit a warp joined by shuffles, as on CUDA.</summary>
public sealed class ShufflePtxFixture() : PtxFixture(threads: 64, contracts: false, usesShuffles: true);
