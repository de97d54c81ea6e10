namespace Rlar.Agents.Gate;

/// <summary>A draft has failed so often that the rest would only take time: it is refused for the failures.</summary>
#pragma warning disable CA1032, CA1064 // Never leaves the gate.
internal sealed class GateStop : Exception
#pragma warning restore CA1032, CA1064
{
}
