namespace Rlar.Agents.Planning;

/// <summary>The sorts of reward that a plan chooses from, the most trusted first.</summary>
public enum RewardKind
{
    /// <summary>A verifier or template: decided by rule or execution.</summary>
    Rule,

    /// <summary>Closeness to a reference.</summary>
    Metric,

    /// <summary>A trained model that gives a scalar.</summary>
    RewardModel,

    /// <summary>Weighted criteria, each a check or a question.</summary>
    Rubric,

    /// <summary>A language model that is asked for a verdict.</summary>
    Judge,
}
