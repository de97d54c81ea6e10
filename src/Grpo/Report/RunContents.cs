using Rlar.Grpo.Training;

namespace Rlar.Grpo.Report;

/// <summary>All that a page shows of a run.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="WarmUp">Steps of the warm-up (sft); may be none.</param>
/// <param name="Training">Steps of GRPO; may be none.</param>
/// <param name="Evaluations">Evaluations by step.</param>
/// <param name="Samples">Samples.</param>
/// <param name="Alarms">Alarms by step.</param>
/// <param name="Recipe">The recipe's text, or null: there is none.</param>
/// <param name="Notes">What was left out of the files, and why.</param>
internal sealed record RunContents(
    string Name, RunSeries WarmUp, RunSeries Training, IReadOnlyList<EvaluationRecord> Evaluations, ShownSamples Samples, IReadOnlyList<AlarmRecord> Alarms,
    string? Recipe, IReadOnlyList<string> Notes)
{
    private const string ModelKey = "model:";

    /// <summary>The model as the recipe names it, without its folder; null where it names none.</summary>
    internal string? Model
    {
        get
        {
            var line = Recipe?.Split('\n').FirstOrDefault(line => line.StartsWith(ModelKey, StringComparison.Ordinal));
            var name = line?[ModelKey.Length..].Trim().Trim('\'', '"');
            return string.IsNullOrEmpty(name) ? null : Path.GetFileNameWithoutExtension(name);
        }
    }

    /// <summary>Reads a run.</summary>
    /// <exception cref="TrainingException">The folder holds no run, or a line is no record.</exception>
    internal static RunContents Read(RunFolder folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.Metrics))
        {
            throw new TrainingException(
                $"{folder.Root}: has no metrics.jsonl, so it is no run of 'rlar train'. Name the folder that the recipe's output names.");
        }

        var notes = new List<string>();
        var (warmUp, training, undone) = (new RunSeries(), new RunSeries(), 0);
        foreach (var step in RunLines.Read<StepMetrics>(folder.Metrics, notes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            undone += (step.Phase == "sft" ? warmUp : training).Add(step);
        }

        if (undone > 0)
            notes.Add($"{undone:N0} steps of metrics.jsonl were done again after a resume; the later ones are shown.");
        var samples = new ShownSamples((int)training.Steps.Concat(warmUp.Steps).DefaultIfEmpty(0).Max());
        foreach (var sample in RunLines.Read<SampleRecord>(folder.Samples, notes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            samples.Add(sample);
        }

        return new RunContents(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Root))),
            warmUp,
            training,
            ByStep(RunLines.Read<EvaluationRecord>(folder.Evaluations, notes), evaluation => evaluation.Step),
            samples,
            [.. RunLines.Read<AlarmRecord>(folder.Alarms, notes).OrderBy(alarm => alarm.Step)],
            File.Exists(folder.Recipe) ? File.ReadAllText(folder.Recipe) : null,
            notes);
    }

    // The later line of two about a step stands.
    private static List<T> ByStep<T>(IEnumerable<T> records, Func<T, int> step) =>
        [.. records.GroupBy(step).OrderBy(same => same.Key).Select(same => same.Last())];
}
