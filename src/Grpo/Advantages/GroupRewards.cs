namespace Rlar.Grpo.Advantages;

/// <summary>One group's rewards, as a row has them.</summary>
public sealed record GroupRewards
{
    /// <summary>The name of the component of a row that has a plain list.</summary>
    public const string SingleComponent = "reward";

    /// <summary>Component to its G rewards, null where there is none. Empty where the row has rewards by step.</summary>
    public IReadOnlyDictionary<string, double?[]> Components { get; init; } = new Dictionary<string, double?[]>();

    /// <summary>[G][steps] rewards by step or token, or null.</summary>
    public double[][]? Steps { get; init; }

    /// <summary>[G][steps] true where the token is the policy's own, or null: all are.</summary>
    public bool[][]? StepMask { get; init; }

    /// <summary>[G] lengths in tokens, or null.</summary>
    public int[]? Lengths { get; init; }

    /// <summary>[G] false where the completion is left out, or null.</summary>
    public bool[]? Mask { get; init; }

    /// <summary>[G] outcome rewards beside those by step, or null.</summary>
    public double[]? Outcomes { get; init; }

    /// <summary>[G][G] probability that the row's completion beats the column's, null where the pair was not judged; or null.</summary>
    public double?[][]? Preferences { get; init; }

    /// <summary>Rewards of reference answers to the same query, or null.</summary>
    public double[]? References { get; init; }

    /// <summary>[G][tokens] token ids, or null.</summary>
    public int[][]? Tokens { get; init; }

    /// <summary>[G] true where the completion was cut off before it ended by itself, or null.</summary>
    public bool[]? Truncated { get; init; }

    /// <summary>The reward of the greedy answer to the same query, or null (remax).</summary>
    public double? GreedyReward { get; init; }

    /// <summary>[G] the role that each completion plays, or null (rae, hierarchical).</summary>
    public string[]? Roles { get; init; }

    /// <summary>[G] the episode that each completion belongs to, or null (hierarchical).</summary>
    public string[]? Episodes { get; init; }

    /// <summary>[G][tokens] log-probabilities of the completions' tokens, or null (otb, tir-otb).</summary>
    public double[][]? Logprobs { get; init; }

    /// <summary>[G][tokens] sum over the vocabulary of p² at each token, or null (otb, tir-otb).</summary>
    public double[][]? SquaredProbabilities { get; init; }

    /// <summary>Number of completions G.</summary>
    public int Count => Steps?.Length ?? (Components.Count == 0 ? Preferences?.Length ?? 0 : Components.First().Value.Length);

    /// <summary>A group with one component.</summary>
    /// <param name="rewards">[G] rewards, null where not scored.</param>
    public static GroupRewards Of(double?[] rewards) =>
        new() { Components = new Dictionary<string, double?[]> { [SingleComponent] = rewards } };
}
