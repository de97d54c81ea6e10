namespace Rlar.Kernels.Shaping;

/// <summary>The path from the first weight to the last.</summary>
public enum ScheduleShape
{
    /// <summary>The first weight throughout.</summary>
    Constant,

    /// <summary>A straight line.</summary>
    Linear,

    /// <summary>Half a cosine: flat at both ends.</summary>
    Cosine,
}
