using Rlar.Kernels.Ilgpu;
using Rlar.Kernels.Tests.Normalization;
using Rlar.Kernels.Tests.Shaping;

namespace Rlar.Kernels.Tests.Ilgpu;

/// <summary>The advantage kernels on a GPU, where there is one.</summary>
public sealed class CudaAdvantageTests(CudaFixture cuda)
    : IlgpuAdvantageConformance(cuda.Backend, 0, 1, 2, 7, 31, 32, 33, 64, 90, 200, 256, 257, 5_000, 70_001), IClassFixture<CudaFixture>;

/// <summary>The normalisation kernels on a GPU, where there is one.</summary>
public sealed class CudaNormalizationTests(CudaFixture cuda)
    : NormalizationConformance(new IlgpuNormalization(cuda.Backend), longestRank: 100_003), IClassFixture<CudaFixture>;

/// <summary>The shaping kernels on a GPU, where there is one.</summary>
public sealed class CudaShapingTests(CudaFixture cuda) : ShapingConformance(new IlgpuShaping(cuda.Backend)), IClassFixture<CudaFixture>;
