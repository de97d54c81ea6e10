using Rlar.Grpo.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rlar.Host.Training;

/// <summary>
/// A run as it goes, for who waits for it: on a terminal a few lines that are written anew, elsewhere a line a step. Alarms and evaluations stay in both.
/// Any thread may report.
/// </summary>
internal sealed class LiveView : IProgress<StepMetrics>, IProgress<EvaluationRecord>, IProgress<AlarmRecord>, IProgress<SampleRecord>
{
    private const int Remembered = 4096;
    private const int ClockSteps = 20;
    private const double MostSeconds = 1e8;
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(200);
    private readonly IAnsiConsole _console;
    private readonly int _steps;
    private readonly bool _quiet;
    private readonly Lock _one = new();
    private readonly Queue<double> _seconds = new();
    private readonly List<double> _rewards = [];
    private readonly Queue<string> _lasting = new();
    private StepMetrics? _last;
    private SampleRecord? _sample;
    private bool _isShown;

    private LiveView(IAnsiConsole console, int steps, bool quiet) => (_console, _steps, _quiet) = (console, steps, quiet);

    private bool IsLive => !_quiet && _console.Profile.Out.IsTerminal;

    /// <summary>Makes one.</summary>
    /// <param name="console">Where to: standard error, so that output stays a program's.</param>
    /// <param name="steps">The last step that the run will have, those of the warm-up counted.</param>
    /// <param name="quiet">Whether only alarms are said.</param>
    internal static LiveView Create(IAnsiConsole console, int steps, bool quiet) => new(console, steps, quiet);

    /// <summary>Shows the run during the work.</summary>
    internal async Task<T> FollowAsync<T>(Func<Task<T>> work)
    {
        if (!IsLive)
            return await work();
        return await _console.Live(new Text("")).AutoClear(true).StartAsync(async context =>
        {
            var running = Task.Run(work);
            _isShown = true;
            try
            {
                while (await Task.WhenAny(running, Task.Delay(s_between)) != running)
                    Refresh(context);
                return await running;
            }
            finally
            {
                Refresh(context);
                _isShown = false;
            }
        });
    }

    /// <summary>A step is done.</summary>
    public void Report(StepMetrics value)
    {
        lock (_one)
        {
            _last = value;
            _seconds.Enqueue(value.Seconds);
            if (_seconds.Count > ClockSteps)
                _ = _seconds.Dequeue();
            if (value.Reward is { } reward)
                _rewards.Add(reward);
            if (_rewards.Count > Remembered)
                _rewards.RemoveAt(0);
            if (!_quiet && !IsLive)
                Say(LiveText.Step(value, _steps, Left()));
        }
    }

    /// <summary>An evaluation is done.</summary>
    public void Report(EvaluationRecord value) => Keep(LiveText.Evaluation(value), always: false);

    /// <summary>Something is wrong.</summary>
    public void Report(AlarmRecord value) => Keep(LiveText.Alarm(value), always: true);

    /// <summary>A completion to look at.</summary>
    public void Report(SampleRecord value)
    {
        lock (_one)
            _sample = value;
    }

    private void Keep(string line, bool always)
    {
        lock (_one)
        {
            if (IsLive && _isShown)
                _lasting.Enqueue(line);
            else if (always || !_quiet)
                Say(line);
        }
    }

    // Not through the console, which would break lines at a width that a file has not.
    private void Say(string line) => _console.Profile.Out.Writer.WriteLine($"rlar: {line}");

    private void Refresh(LiveDisplayContext context)
    {
        lock (_one)
        {
            // Above what is written anew, where they stay.
            while (_lasting.TryDequeue(out var line))
                _console.WriteLine($"rlar: {line}");
            if (_last is { } last)
                context.UpdateTarget(Picture(last));
        }
    }

    private Rows Picture(StepMetrics last)
    {
        List<IRenderable> rows =
        [
            new Text($"{LiveText.Place(last, _steps)}  {LiveText.Bar(last.Step, _steps, width: 24)}  {LiveText.Left(Left())}").Ellipsis(),
            new Text($"{LiveText.Reward(last)}  {LiveText.Sparkline(_rewards, Math.Max(8, _console.Profile.Width - 32))}").Ellipsis(),
            new Text(LiveText.Figures(last)).Ellipsis(),
        ];
        if (_sample is { } sample)
            rows.Add(new Text(LiveText.Sample(sample), new Style(decoration: Decoration.Dim)).Ellipsis());
        return new Rows(rows);
    }

    private TimeSpan? Left()
    {
        if (_last is not { Phase: LiveText.Training } last)
            return null;
        var left = _seconds.Average() * (_steps - last.Step);
        return left is >= 0 and < MostSeconds ? TimeSpan.FromSeconds(left) : null;
    }
}
