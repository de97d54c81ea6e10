using System.Text.Json;
using System.Text.Json.Serialization;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Alarms;

/// <summary>
/// The guards against reward hacking. A condition that lasts is told once, and again when it becomes graver or comes back after a window without it.
/// Steps of the warm-up (sft) are not looked at. One caller at a time.
/// </summary>
public sealed class AlarmWatch : IRunWatch
{
    private const string Training = "grpo";
    private const int MostTold = 256;
    private static readonly JsonSerializerOptions s_strict = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
    private static readonly IStepAlarm[] s_alarms =
        [new KlDrift(), new LengthDrift(), new VarietyCollapse(), new RunHealth(), new PreferredPattern(), new PatternTakeover()];

    private readonly AlarmOptions _options;
    private readonly Dictionary<string, SeriesWindow> _series;
    private readonly PatternTable _patterns;
    private readonly Dictionary<string, ToldState> _told = [];
    private IReadOnlyDictionary<string, ColumnState>? _firstEvaluation;
    private int _steps;

    /// <summary>Begins to watch a run.</summary>
    /// <param name="options">From where on something is spoken of; null for the defaults.</param>
    /// <exception cref="TrainingException">An option is out of its range.</exception>
    public AlarmWatch(AlarmOptions? options = null)
    {
        _options = options ?? new AlarmOptions();
        _options.Validate();
        _series = StepNumbers.Names.ToDictionary(name => name, _ => new SeriesWindow(_options.BaselineSteps, _options.WindowSteps));
        _patterns = new PatternTable(_options);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AlarmRecord> Observe(StepMetrics metrics, IReadOnlyList<SampleRecord> samples)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(samples);
        if (metrics.Phase != Training)
            return [];
        var groups = ReadGroup.Of(samples);
        foreach (var (name, value) in StepNumbers.Of(metrics, groups))
            _series[name].Add(value);
        _patterns.Add(groups, _steps < _options.BaselineSteps);
        _steps++;
        var view = new RunView(_options, metrics, groups, _series, _patterns, _steps);
        return Tell(metrics.Step, s_alarms.SelectMany(alarm => alarm.Look(view)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<AlarmRecord> Observe(EvaluationRecord evaluation, IReadOnlyList<SampleRecord> samples)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(samples);
        var columns = HeldOutDivergence.Columns(evaluation, samples);
        if (_firstEvaluation is { } first)
            return Tell(evaluation.Step, HeldOutDivergence.Look(_options, first, columns, samples));
        _firstEvaluation = columns;
        return [];
    }

    /// <inheritdoc/>
    public byte[] SaveState() => JsonSerializer.SerializeToUtf8Bytes(
        new AlarmState(_steps, _series.ToDictionary(series => series.Key, series => series.Value.Save()), _patterns.Save(), _told, _firstEvaluation),
        s_strict);

    /// <inheritdoc/>
    public void RestoreState(ReadOnlySpan<byte> state)
    {
        AlarmState read;
        try
        {
            read = JsonSerializer.Deserialize<AlarmState>(state, s_strict) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new TrainingException($"The alarms' state in the checkpoint cannot be read: {error.Message} Resume from an earlier checkpoint.", error);
        }

        _steps = read.Steps;
        foreach (var (name, series) in read.Series)
        {
            if (_series.TryGetValue(name, out var own))
                own.Restore(series);
        }

        _patterns.Restore(read.Patterns);
        _told.Clear();
        foreach (var (key, told) in read.Told)
            _told.Add(key, told);
        _firstEvaluation = read.FirstEvaluation;
    }

    private List<AlarmRecord> Tell(int step, IEnumerable<Finding> findings)
    {
        var alarms = new List<AlarmRecord>();
        foreach (var finding in findings.ToList())
        {
            var key = Key(finding);
            var isOld = _told.TryGetValue(key, out var told) && step - told.Step <= _options.WindowSteps && finding.Severity <= told.Severity;
            // What is still so is remembered as long as it is, at the gravest that was told.
            _told[key] = new ToldState(step, isOld ? told!.Severity : finding.Severity);
            if (!isOld)
                alarms.Add(new AlarmRecord(step, finding.Name, finding.Severity, finding.Sentence, finding.Evidence, finding.Examples));
        }

        foreach (var oldest in _told.OrderBy(told => told.Value.Step).ThenBy(told => told.Key, StringComparer.Ordinal).Take(_told.Count - MostTold).ToList())
            _ = _told.Remove(oldest.Key);
        return alarms;
    }

    // "NAME" or "NAME WORD WORD": a phrase that is found in other parts from one step to the next is one thing.
    private string Key(Finding finding)
    {
        var words = finding.About.Split(' ');
        return _told.Keys.Order(StringComparer.Ordinal).FirstOrDefault(IsSame) ?? $"{finding.Name} {finding.About}";

        bool IsSame(string key) => key.Split(' ') is [var name, .. var others] && name == finding.Name && others.Intersect(words).Any();
    }
}
