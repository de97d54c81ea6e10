namespace Rlar.Grpo.Advantages;

/// <summary>What a shaping step reads beside the rewards, so that a row without it can be refused by name.</summary>
[Flags]
public enum ShapingInputs
{
    /// <summary>The rewards alone.</summary>
    None = 0,

    /// <summary>Lengths in tokens.</summary>
    Lengths = 1,

    /// <summary>Reward components by name.</summary>
    Components = 2,

    /// <summary>Rewards by step.</summary>
    Steps = 4,

    /// <summary>An outcome reward for each completion, beside its rewards by step.</summary>
    Outcomes = 8,

    /// <summary>Pairwise preferences among the completions of a group.</summary>
    Preferences = 16,

    /// <summary>The rewards of reference answers to the same query.</summary>
    References = 32,

    /// <summary>The completions' tokens.</summary>
    Tokens = 64,

    /// <summary>Whether each completion was cut off.</summary>
    Truncated = 128,
}
