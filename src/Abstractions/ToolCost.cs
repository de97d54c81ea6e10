namespace Rlar;

/// <summary>Order of magnitude of one completion's time.</summary>
public enum ToolCost
{
    /// <summary>
    /// Microseconds: string work. Such a tool that limits itself (<see cref="ToolCard.LimitsItself"/>) is called on the thread that read the row, and asked
    /// about equal completions each.
    /// </summary>
    Trivial,

    /// <summary>Up to some milliseconds: algebra, parsing, metrics.</summary>
    Moderate,

    /// <summary>A process or a model: tens of milliseconds and more.</summary>
    Expensive,
}
