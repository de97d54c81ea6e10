using Rlar.Rewards.Verifiers.Mathematics.Restating;

namespace Rlar.Rewards.Verifiers.Mathematics;

/// <summary>What all completions of a query are compared with.</summary>
/// <param name="References">Its references.</param>
/// <param name="Together">All of them as one list, which an answer may name as a whole; null where they are one, or no short values.</param>
/// <param name="Asked">Its prompt.</param>
internal sealed record MathGroup(MathReference[] References, MathReference? Together, Asked Asked);
