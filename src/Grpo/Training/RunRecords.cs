namespace Rlar.Grpo.Training;

/// <summary>The records of a run in its folder.</summary>
/// <param name="folder">The folder.</param>
internal sealed class RunRecords(RunFolder folder)
{
    /// <summary>Steps.</summary>
    internal JsonLog<StepMetrics> Metrics { get; } = new(folder.Metrics, record => record.Step);

    /// <summary>Completions that were kept.</summary>
    internal JsonLog<SampleRecord> Samples { get; } = new(folder.Samples, record => record.Step);

    /// <summary>Evaluations.</summary>
    internal JsonLog<EvaluationRecord> Evaluations { get; } = new(folder.Evaluations, record => record.Step);

    /// <summary>Alarms.</summary>
    internal JsonLog<AlarmRecord> Alarms { get; } = new(folder.Alarms, record => record.Step);

    /// <summary>Leaves only what was so at a checkpoint.</summary>
    /// <param name="step">Steps done.</param>
    internal void CutAfter(int step)
    {
        Metrics.CutAfter(step);
        Samples.CutAfter(step);
        Evaluations.CutAfter(step);
        Alarms.CutAfter(step);
    }
}
