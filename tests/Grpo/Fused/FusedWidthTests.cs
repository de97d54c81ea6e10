using Rlar.Grpo.Policy.Fused;

namespace Rlar.Grpo.Tests.Fused;

// Where the processor lacks a width the runtime makes it of smaller vectors: slower, the same results.
public sealed class FusedKernels512Tests() : FusedConformance(new FusedWidth.Of<FloatLanes512>());

public sealed class FusedKernels256Tests() : FusedConformance(new FusedWidth.Of<FloatLanes256>());

public sealed class FusedKernelsScalarTests() : FusedConformance(new FusedWidth.Of<FloatLane>());
