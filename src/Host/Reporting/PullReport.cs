using System.Diagnostics;
using Rlar.Inference.Catalog.Pull;
using Spectre.Console;

namespace Rlar.Host.Reporting;

/// <summary>Progress of a pull on standard error: a live bar on a terminal, plain lines elsewhere.</summary>
internal sealed class PullReport(bool quiet) : IProgress<PullProgress>
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });
    private readonly Lock _gate = new();
    private PullProgress _last;
    private string _said = "";
    private long _saidAt;
    private long _startedAt;
    private long _startedFrom;

    private bool IsLive => !quiet && !System.Console.IsErrorRedirected;

    /// <inheritdoc/>
    public void Report(PullProgress value)
    {
        lock (_gate)
        {
            if (value.Stage == PullStage.Downloading && (_last.Stage != PullStage.Downloading || _last.What != value.What))
                (_startedAt, _startedFrom) = (Stopwatch.GetTimestamp(), value.Done);
            _last = value;
            // A retry is worth a line that stays; the rest is for the bar.
            if (value.Stage == PullStage.Retrying)
                Say($"{value.What} Trying again...");
            else if (!quiet && !IsLive)
                SayNowAndThen(value);
        }
    }

    /// <summary>Shows the bar during the work.</summary>
    internal async Task<T> FollowAsync<T>(Func<Task<T>> work)
    {
        if (!IsLive)
            return await work();
        return await _console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("starting", maxValue: 1);
                var running = Task.Run(work);
                while (await Task.WhenAny(running, Task.Delay(100)) != running)
                {
                    lock (_gate)
                    {
                        bar.IsIndeterminate = _last.Total is null;
                        bar.MaxValue = Math.Max(1, _last.Total ?? 1);
                        bar.Value = Math.Min(bar.MaxValue, _last.Done);
                        bar.Description = Markup.Escape(Describe(_last));
                    }
                }

                return await running;
            });
    }

    private void SayNowAndThen(PullProgress value)
    {
        var what = $"{value.Stage} {value.What}";
        if (what == _said && Stopwatch.GetElapsedTime(_saidAt) < Between)
            return;
        (_said, _saidAt) = (what, Stopwatch.GetTimestamp());
        System.Console.Error.WriteLine($"rlar: {Describe(value)}");
    }

    private void Say(string message)
    {
        if (IsLive)
            _console.WriteLine($"rlar: {message}");
        else
            System.Console.Error.WriteLine($"rlar: {message}");
    }

    private string Describe(PullProgress value)
    {
        if (value.Stage == PullStage.Waiting)
            return $"waiting for another pull of {value.What}";
        var text = $"{value.Stage.ToString().ToLowerInvariant()} {value.What}";
        if (value.Stage != PullStage.Downloading)
            return text;
        var seconds = Stopwatch.GetElapsedTime(_startedAt).TotalSeconds;
        var rate = seconds > 0.5 ? $", {(value.Done - _startedFrom) / seconds / 1e6:0.0} MB/s" : "";
        return value.Total is { } total ? $"{text}: {value.Done / 1e6:0.0} of {total / 1e6:0.0} MB{rate}" : $"{text}: {value.Done / 1e6:0.0} MB{rate}";
    }
}
