namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

/// <summary>What an answer's text may stand in.</summary>
internal enum Shape
{
    /// <summary>Mathematics: in dollars or in a box.</summary>
    Latex,

    /// <summary>Words and ASCII: in a sentence.</summary>
    Plain,

    /// <summary>A whole completion, taken as it is.</summary>
    Whole,
}
