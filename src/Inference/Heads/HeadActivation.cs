namespace Rlar.Inference.Heads;

/// <summary>What a classifier's logits are turned into.</summary>
public enum HeadActivation
{
    /// <summary>Nothing: logits as they are, unbounded. Reward models and rerankers are trained on these.</summary>
    Logit,

    /// <summary>1 / (1 + exp(-x)) of each label by itself, a value between 0 and 1.</summary>
    Sigmoid,

    /// <summary>Probabilities over the labels, which sum to 1.</summary>
    Softmax,
}
