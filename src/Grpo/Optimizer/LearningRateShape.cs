namespace Rlar.Grpo.Optimizer;

/// <summary>What becomes of the learning rate after the warm-up.</summary>
public enum LearningRateShape
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls in a straight line.</summary>
    Linear,

    /// <summary>It falls along half a cosine.</summary>
    Cosine,
}
