using System.Diagnostics;
using Rlar.Scoring.Run;
using Spectre.Console;

namespace Rlar.Host.Reporting;

/// <summary>Progress on standard error: a live bar on a terminal, a plain line now and then elsewhere.</summary>
internal sealed class ProgressReport : IProgress<RunProgress>
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(10);
    private readonly Func<(long Asked, long Done)>? _inside;
    private readonly bool _quiet;
    private readonly double _totalBytes;
    private readonly Lock _one = new();
    private readonly Lazy<IAnsiConsole> _console = new(() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) }));
    private readonly long _started = Stopwatch.GetTimestamp();
    private volatile RunProgress _seen = new(0, 0, 0);
    private TimeSpan _lastLine;

    /// <summary>Starts the clock.</summary>
    /// <param name="input">The input, whose size gives the whole; unknown for a pipe or compressed data.</param>
    /// <param name="quiet">Whether to say nothing.</param>
    /// <param name="inside">How many texts models were asked about, and have read: what moves inside a row; null where there are none.</param>
    internal ProgressReport(string input, bool quiet, Func<(long Asked, long Done)>? inside)
    {
        _inside = inside;
        _quiet = quiet;
        _totalBytes = File.Exists(input) && !input.EndsWith(".gz", StringComparison.Ordinal) ? new FileInfo(input).Length : 0;
    }

    /// <summary>Time since the start.</summary>
    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    private bool IsLive => !_quiet && !System.Console.IsErrorRedirected;

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        _seen = value;
        Say();
    }

    /// <summary>A line for the user, which the bar does not swallow.</summary>
    internal void Warn(string message)
    {
        if (IsLive)
            _console.Value.WriteLine($"rlar: {message}");
        else
            System.Console.Error.WriteLine($"rlar: {message}");
    }

    /// <summary>Shows the bar during the work.</summary>
    internal async Task<T> FollowAsync<T>(Func<Task<T>> work)
    {
        if (!IsLive)
        {
            // A row may take minutes, and says nothing itself.
            await using var timer = _inside is null ? null : new Timer(_ => Say(), null, s_between, s_between);
            return await work();
        }

        return await _console.Value.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("scoring", maxValue: Math.Max(1, _totalBytes));
                bar.IsIndeterminate = _totalBytes == 0;
                var running = Task.Run(work);
                while (await Task.WhenAny(running, Task.Delay(100)) != running)
                {
                    bar.Value = _seen.Bytes;
                    bar.Description = Markup.Escape(Rate());
                }

                return await running;
            });
    }

    private void Say()
    {
        lock (_one)
        {
            if (_quiet || IsLive || Elapsed - _lastLine < s_between)
                return;
            _lastLine = Elapsed;
            System.Console.Error.WriteLine($"rlar: {Rate()}");
        }
    }

    private string Rate()
    {
        var seconds = Math.Max(0.001, Elapsed.TotalSeconds);
        var seen = _seen;
        return $"{Plural.Of(seen.Rows, "row")}, {Plural.Of(seen.Completions, "completion")}, {seen.Completions / seconds:N0}/s{Inside()}";
    }

    private string Inside() => _inside?.Invoke() is { Asked: > 0 } texts
        ? $"; the model has read {texts.Done:N0} of {texts.Asked:N0} texts asked for so far"
        : "";
}
