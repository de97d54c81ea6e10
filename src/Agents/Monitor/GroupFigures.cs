using System.Text.Json.Serialization;

namespace Rlar.Agents.Monitor;

/// <summary>What is kept of a tool's outcomes on one group.</summary>
/// <param name="Id">The query's id.</param>
/// <param name="Row">The row, from 1.</param>
/// <param name="Scored">Scored completions.</param>
/// <param name="Unscorable">Unscorable ones.</param>
/// <param name="Failed">Failed ones.</param>
internal sealed record GroupFigures(string Id, long Row, int Scored, int Unscorable, int Failed)
{
    /// <summary>The mean of the values, or null.</summary>
    [JsonInclude]
    internal double? Mean { get; init; }

    /// <summary>Whether all values are the same; null below two.</summary>
    [JsonInclude]
    internal bool? IsFlat { get; init; }

    /// <summary>tau-b of value and length, or null.</summary>
    [JsonInclude]
    internal double? Length { get; init; }

    /// <summary>Mean tau-b with the other tools, or null.</summary>
    [JsonInclude]
    internal double? Agreement { get; init; }

    /// <summary>Mean time of a completion, or null.</summary>
    [JsonInclude]
    internal double? Milliseconds { get; init; }

    /// <summary>The one value that all scored completions have, or null.</summary>
    [JsonIgnore]
    internal double? Only => Scored == 1 || IsFlat == true ? Mean : null;

    /// <summary>Reads off a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="tool">Which of its tools.</param>
    /// <param name="row">The row, from 1.</param>
    internal static GroupFigures Of(WatchedGroup group, int tool, long row)
    {
        var own = group.Tools[tool];
        double?[] values = [.. own.Outcomes.Select(Value)];
        double[] scored = [.. values.OfType<double>()];
        double[] others = [.. group.Tools.Where((_, other) => other != tool)
            .Select(other => RankCorrelation.TauB(values, [.. other.Outcomes.Select(Value)])).OfType<double>()];
        var isFlat = Array.TrueForAll(scored, value => value == scored[0]);
        var (unscorable, failed) = (own.Outcomes.Count(one => one is RewardOutcome.Unscorable), own.Outcomes.Count(one => one is RewardOutcome.Failed));
        return new GroupFigures(group.Id, row, scored.Length, unscorable, failed)
        {
            Mean = scored.Length == 0 ? null : isFlat ? scored[0] : scored.Average(), // a flat group's mean is its value to the bit
            IsFlat = scored.Length < 2 ? null : isFlat,
            Length = group.Lengths is { } lengths ? RankCorrelation.TauB(values, [.. lengths.Select(length => (double?)length)]) : null,
            Agreement = others.Length > 0 ? others.Average() : null,
            Milliseconds = own.Milliseconds,
        };
    }

    private static double? Value(RewardOutcome outcome) => (outcome as RewardOutcome.Scored)?.Value;
}
