namespace Rlar.Agents.Monitor;

/// <summary>What is held against the reference. The unit is always the group, since completions of one prompt are not independent.</summary>
public enum DriftKind
{
    /// <summary>More groups with a failure (Fisher's exact test, one-sided).</summary>
    Failed,

    /// <summary>More groups with an unscorable completion (Fisher's exact test, one-sided).</summary>
    Unscorable,

    /// <summary>More or fewer groups, of those with two scored completions, whose values are all the same (Fisher's exact test, two-sided).</summary>
    Spread,

    /// <summary>Another mean of the groups' mean values: both Welch's t test and the rank-sum test must say so.</summary>
    Mean,

    /// <summary>Another distribution of the groups' mean values (Kolmogorov and Smirnov).</summary>
    Distribution,

    /// <summary>Another rank correlation (tau-b within a group) of value and length. Tested as the mean.</summary>
    Length,

    /// <summary>Another rank correlation (tau-b within a group, the mean over the route's other tools) with the other tools. Tested as the mean.</summary>
    Agreement,
}
