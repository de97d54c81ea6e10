namespace Rlar.Grpo.Optimizer;

/// <summary>How AdamW moves weights.</summary>
public sealed record AdamWOptions
{
    /// <summary>How much of the mean gradient stays from step to step: at least 0, below 1. Default 0.9.</summary>
    public double Beta1 { get; init => field = Share(value, nameof(Beta1)); } = 0.9;

    /// <summary>How much of the mean squared gradient stays: at least 0, below 1. Default 0.999.</summary>
    public double Beta2 { get; init => field = Share(value, nameof(Beta2)); } = 0.999;

    /// <summary>Added to the root of the mean squared gradient: above 0. Default 1e-8.</summary>
    public double Epsilon { get; init => field = value > 0 && double.IsFinite(value) ? value : throw Refuse(nameof(Epsilon), value, "above 0"); } = 1e-8;

    /// <summary>
    /// Share of every trained tensor that the learning rate takes off, norms, biases and embeddings too: at least 0. Default 0: none.
    /// </summary>
    public double WeightDecay { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw Refuse(nameof(WeightDecay), value, "at least 0"); }

    private static double Share(double value, string name) => value is >= 0 and < 1 ? value : throw Refuse(name, value, "at least 0 and below 1");

    private static TrainingException Refuse(string name, double value, string range) => new($"AdamW's {name} is {value}; it must be {range}.");
}
