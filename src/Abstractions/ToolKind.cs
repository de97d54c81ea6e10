namespace Rlar;

/// <summary>What sort of judgement a tool makes.</summary>
public enum ToolKind
{
    /// <summary>Decides by rule or by execution whether a completion is right: 0 or 1, or a fraction of tests.</summary>
    Verifier,

    /// <summary>Measures closeness to a reference.</summary>
    Metric,

    /// <summary>Checks form, not content.</summary>
    Format,

    /// <summary>Adds a penalty or a bonus to a reward made by other tools; no reward by itself.</summary>
    Shaper,

    /// <summary>A trained model that gives a scalar.</summary>
    RewardModel,

    /// <summary>A generative model that is asked for a verdict.</summary>
    Judge,
}
