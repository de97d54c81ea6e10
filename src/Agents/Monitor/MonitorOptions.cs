namespace Rlar.Agents.Monitor;

/// <summary>How tools are watched.</summary>
public sealed record MonitorOptions
{
    private readonly int _window = 50;
    private readonly int _reference = 200;
    private readonly double _falseAlarms = 0.01;
    private readonly int _examples = 5;

    /// <summary>Groups of a window, 10 to 100,000. Windows follow one another without overlap. Default 50.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside.</exception>
    public int Window
    {
        get => _window;
        init => _window = Within(value, 10, 100_000, nameof(value));
    }

    /// <summary>Groups of the reference that windows are held against, 10 to 100,000: the tool's first ones, where no profile has it. Default 200.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside.</exception>
    public int Reference
    {
        get => _reference;
        init => _reference = Within(value, 10, 100_000, nameof(value));
    }

    /// <summary>
    /// The probability, above 0.0 and below 1.0, that a tool that has not changed is ever given an alarm, however many windows there are. Window k of a
    /// tool may spend 1 / (k (k + 1)) of it, which sums to 1, and shares that evenly among its <see cref="DriftKind"/>s (Bonferroni). Default 0.01.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside, or NaN.</exception>
    public double FalseAlarms
    {
        get => _falseAlarms;
        init => _falseAlarms = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Above 0 and below 1.");
    }

    /// <summary>Whether a tool is watched apart for each task, so that another mix of tasks is no drift. Default false.</summary>
    public bool ByTask { get; init; }

    /// <summary>The most example ids of an alarm or a decision, 1 to 100. Default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside.</exception>
    public int Examples
    {
        get => _examples;
        init => _examples = Within(value, 1, 100, nameof(value));
    }

    /// <summary>When a tool is put into quarantine.</summary>
    public QuarantineOptions Quarantine { get; init; } = new();

    private static int Within(int value, int least, int most, string name) =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"Between {least} and {most}.");
}
