namespace Rlar.Agents.Monitor;

/// <summary>What one group brought to an end.</summary>
/// <param name="Windows">Windows that are full now, the reference's included.</param>
/// <param name="Alarms">Their alarms.</param>
/// <param name="Quarantines">Decisions; each tool has at most one.</param>
public sealed record MonitorReport(IReadOnlyList<WindowFigures> Windows, IReadOnlyList<DriftAlarm> Alarms, IReadOnlyList<Quarantine> Quarantines);
