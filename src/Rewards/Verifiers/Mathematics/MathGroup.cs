using Rlar.Rewards.Verifiers.Mathematics.Restating;

namespace Rlar.Rewards.Verifiers.Mathematics;

/// <summary>What all completions of a query are compared with.</summary>
/// <param name="References">Its references.</param>
/// <param name="Asked">Its prompt.</param>
internal sealed record MathGroup(MathReference[] References, Asked Asked);
