namespace Rlar.Agents.Routing;

/// <summary>A tool as a rule names it.</summary>
/// <param name="Id">The tool's id.</param>
/// <param name="Weight">Its weight, above 0.</param>
/// <param name="Settings">Its options.</param>
/// <param name="Calibration">The values that count as worst and best, where not the card's.</param>
internal sealed record RouteTool(string Id, double Weight, IReadOnlyDictionary<string, string> Settings, ValueRange? Calibration);
