namespace Rlar.Kernels.Losses;

/// <summary>What an objective did to a token, for the metrics.</summary>
[Flags]
internal enum TokenEvents
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The ratio is below the low bound.</summary>
    Below = 1,

    /// <summary>The ratio is above the high bound.</summary>
    Above = 2,

    /// <summary>The second clip of a negative advantage holds, or a cap on the ratio.</summary>
    DualClipped = 4,

    /// <summary>The objective left the token out.</summary>
    Dropped = 8,
}
