using Rlar.Agents.Verifiers.Mathematics.Numbers;

namespace Rlar.Agents.Verifiers.Mathematics.Expressions;

/// <summary>What a number counts.</summary>
/// <param name="Kind">Percent, degree, a unit whose size is known, or a noun.</param>
/// <param name="Name">As it was written.</param>
/// <param name="Dimension">Base units with their powers, "m^2": two units measure the same thing where these are equal.</param>
/// <param name="Size">How many base units one of it is.</param>
internal sealed record Unit(UnitKind Kind, string Name, string Dimension, Rational Size);
