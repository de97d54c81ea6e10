using System.Globalization;
using System.Text.Json;

namespace Rlar.Server.Live.Watching;

/// <summary>The folder of a training run.</summary>
/// <param name="log">Where it is shown.</param>
/// <param name="name">Its name there.</param>
internal sealed class FollowedTraining(LiveLog log, string name) : FollowedRun(log, name)
{
    /// <summary>The file that a folder is known by.</summary>
    internal const string Metrics = "metrics.jsonl";

    private readonly FileTail _steps = new();
    private FileTail _samples = new();
    private FileTail _alarms = new();
    private long _alarmCount;
    private string _alarm = "";

    /// <inheritdoc/>
    internal override bool Look(string path, int most)
    {
        // A run that goes on after an interruption cuts its records back, and has then all of them read again.
        var read = _steps.Read(Path.Combine(path, Metrics), most, Restart, line => Read(line, step => TrainingRecords.AddStep(Open("train", "step"), step)));
        if (Run is not { } run)
            return read > 0;
        if (read > 0)
            Log.Tell(run);
        read += _samples.Read(
            Path.Combine(path, "samples.jsonl"), most, () => { }, line => Read(line, sample => Log.Keep(run, TrainingRecords.Sample(sample))));
        read += _alarms.Read(Path.Combine(path, "alarms.jsonl"), most, () => _alarmCount = 0, line => Read(line, Alarm));
        Say(
            _alarmCount == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{_alarmCount} alarms, the last: {_alarm}"),
            _steps.LongLines + _samples.LongLines + _alarms.LongLines);
        return read > 0;
    }

    private void Restart()
    {
        Close();
        (_samples, _alarms, _alarmCount) = (new FileTail(), new FileTail(), 0);
    }

    private void Alarm(JsonElement alarm)
    {
        _alarmCount++;
        _alarm = alarm.Text("sentence");
    }
}
