using Rlar.Grpo.Policy.Fused;

namespace Rlar.Grpo.Tests.Fused;

public sealed class TokenHead512Tests() : TokenHeadConformance(new FusedWidth.Of<FloatLanes512>());

public sealed class TokenHead256Tests() : TokenHeadConformance(new FusedWidth.Of<FloatLanes256>());

public sealed class TokenHeadScalarTests() : TokenHeadConformance(new FusedWidth.Of<FloatLane>());
