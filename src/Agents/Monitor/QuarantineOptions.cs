namespace Rlar.Agents.Monitor;

/// <summary>The rules of quarantine. Each is off where it is null.</summary>
public sealed record QuarantineOptions
{
    private readonly double? _mostFailed = 0.2;
    private readonly int? _constantGroups = 100;
    private readonly double? _mostDrift = 3;

    /// <summary>The share of a window's completions, a value between 0.0 and 1.0, above which a tool fails too often. Default 0.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside, or NaN.</exception>
    public double? MostFailed
    {
        get => _mostFailed;
        init => _mostFailed = value is null or (>= 0 and <= 1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Between 0 and 1.");
    }

    /// <summary>The groups in a row, at least 2, in which a tool says one and the same value of every completion. Default 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 2.</exception>
    public int? ConstantGroups
    {
        get => _constantGroups;
        init => _constantGroups = value is null or >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 2.");
    }

    /// <summary>
    /// How many standard deviations of the reference's group means a window's mean may be away from the reference's, above 0. It is asked only where the
    /// window has an alarm for its mean. Default 3.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double? MostDrift
    {
        get => _mostDrift;
        init => _mostDrift = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Above 0.");
    }
}
