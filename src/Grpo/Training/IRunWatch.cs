namespace Rlar.Grpo.Training;

/// <summary>Looks at a run as it goes and says what is wrong with it. The same run gives the same alarms, resumed or not; memory is bounded.</summary>
public interface IRunWatch
{
    /// <summary>Sees a training step.</summary>
    /// <param name="metrics">What the step did.</param>
    /// <param name="samples">The step's completions, those of a group one after the other with the same id; all of them, or whole groups.</param>
    /// <returns>New alarms; none where all is as before.</returns>
    IReadOnlyList<AlarmRecord> Observe(StepMetrics metrics, IReadOnlyList<SampleRecord> samples);

    /// <summary>Sees an evaluation; the first is what later ones are held against.</summary>
    /// <param name="evaluation">Its means.</param>
    /// <param name="samples">All of its completions: means without a spread say nothing.</param>
    /// <returns>New alarms; none where all is as before.</returns>
    IReadOnlyList<AlarmRecord> Observe(EvaluationRecord evaluation, IReadOnlyList<SampleRecord> samples);

    /// <summary>All that it remembers, for a checkpoint.</summary>
    byte[] SaveState();

    /// <summary>Goes on where <see cref="SaveState"/> was called.</summary>
    /// <param name="state">What it gave.</param>
    /// <exception cref="TrainingException">It is none.</exception>
    void RestoreState(ReadOnlySpan<byte> state);
}
