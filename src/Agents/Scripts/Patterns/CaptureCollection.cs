namespace Rlar.Agents.Scripts.Patterns;

/// <summary>All that one group captured; as .NET's.</summary>
/// <param name="items">The parts, in order.</param>
internal sealed class CaptureCollection(IEnumerable<Capture> items) : ReadOnlyItems<Capture>(items);
