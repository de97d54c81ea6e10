namespace Rlar;

/// <summary>Order of magnitude of one completion's time.</summary>
public enum ToolCost
{
    /// <summary>Microseconds: string work.</summary>
    Trivial,

    /// <summary>Up to some milliseconds: algebra, parsing, metrics.</summary>
    Moderate,

    /// <summary>A process or a model: tens of milliseconds and more.</summary>
    Expensive,
}
