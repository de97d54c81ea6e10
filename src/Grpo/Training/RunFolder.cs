namespace Rlar.Grpo.Training;

/// <summary>Where a run keeps what.</summary>
/// <param name="Root">The folder.</param>
public sealed record RunFolder(string Root)
{
    /// <summary>The recipe with every default written out.</summary>
    public string Recipe => Path.Combine(Root, "recipe.yaml");

    /// <summary>A <see cref="StepMetrics"/> a line.</summary>
    public string Metrics => Path.Combine(Root, "metrics.jsonl");

    /// <summary>A <see cref="SampleRecord"/> a line.</summary>
    public string Samples => Path.Combine(Root, "samples.jsonl");

    /// <summary>An <see cref="EvaluationRecord"/> a line.</summary>
    public string Evaluations => Path.Combine(Root, "evaluations.jsonl");

    /// <summary>An alarm a line.</summary>
    public string Alarms => Path.Combine(Root, "alarms.jsonl");

    /// <summary>The page.</summary>
    public string Report => Path.Combine(Root, "report.html");

    /// <summary>The folder of checkpoints, each step-000050 and so on.</summary>
    public string Checkpoints => Path.Combine(Root, "checkpoints");

    /// <summary>A checkpoint's folder.</summary>
    /// <param name="step">Steps done.</param>
    public string Checkpoint(int step) => Path.Combine(Checkpoints, $"step-{step:D6}");
}
