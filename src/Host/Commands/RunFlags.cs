using System.CommandLine;
using Rlar.Host.Reporting;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;

namespace Rlar.Host.Commands;

/// <summary>The options of every command that scores a file: which rows, what to do about bad ones and about an interrupted run, what to report.</summary>
internal sealed class RunFlags
{
    private readonly Option<string> _onError = new("--on-error")
    {
        Description = "A bad row: stop, or skip it and say so.",
        DefaultValueFactory = _ => "stop",
        HelpName = "stop|skip",
    };

    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with the unfinished output of an interrupted run." };
    private readonly Option<bool> _restart = new("--restart") { Description = "Throw the unfinished output of an interrupted run away." };
    private readonly Option<bool> _extend = new("--extend") { Description = "Score the rows that the input has more than the finished output." };
    private readonly Option<bool> _retry = new("--retry-failed") { Description = "Score again what failed in the output, and nothing else." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON on standard output." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress and no summary." };

    private readonly Option<bool> _timing = new("--timing")
    {
        Description = "Write the time of each outcome (ms). Without it a run can be repeated byte by byte.",
    };

    private readonly Option<string?> _columns = Columns();
    private readonly Option<string?> _join = Join();
    private readonly Option<string?> _split = RowSource.Split();

    /// <summary>The option that names columns.</summary>
    internal static Option<string?> Columns() => new("--columns")
    {
        Description = "Which columns hold what, e.g. completion=solution,reference=gold.",
        HelpName = "field=column,...",
    };

    /// <summary>The option that names a file of rows to be joined.</summary>
    internal static Option<string?> Join() => new("--join")
    {
        Description = "Rows that have what the input's lack (prompt, reference), joined by custom_id or id: for the output of a batch.",
        HelpName = "file",
    };

    /// <summary>The rows to be joined, or null.</summary>
    internal static RowJoin? JoinOf(string? given) => given is null ? null : RowJoin.Open(given);

    /// <summary>The columns that were named.</summary>
    internal static ColumnMap ColumnsOf(string? given) => given is null ? ColumnMap.None : ColumnMap.Parse(given);

    /// <summary>The options, to be added to a command.</summary>
    internal IEnumerable<Option> All => [_columns, _join, _split, _onError, _resume, _restart, _extend, _retry, _timing, _json, _quiet];

    /// <summary>The run's files.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="input">The input, or "-".</param>
    /// <param name="output">The output, or "-".</param>
    /// <param name="cancellationToken">Ends a read of standard input that waits.</param>
    /// <exception cref="HostException">Options that exclude each other, or a value that is none.</exception>
    internal RowFiles Read(ParseResult parsed, string input, string output, CancellationToken cancellationToken)
    {
        var mode = Mode(parsed);
        if (parsed.GetValue(_json) && output == "-")
            throw new HostException("--json prints the summary on standard output, where -o - puts the rows; give -o a file.");
        return new RowFiles
        {
            Input = input,
            StandardInput = StandardStreams.Input(cancellationToken),
            Formats = RowSource.Tables,
            Split = parsed.GetValue(_split),
            Output = output,
            StandardOutput = StandardStreams.Output(),
            Mode = mode,
            SkipsBadRows = parsed.GetValue(_onError) switch
            {
                "stop" => false,
                "skip" => true,
                var other => throw new HostException($"--on-error is stop or skip, not '{other}'."),
            },
            Columns = ColumnsOf(parsed.GetValue(_columns)),
            Join = JoinOf(parsed.GetValue(_join)),
        };
    }

    /// <summary>What to do about an output of before. --resume may stand beside --extend and --retry-failed, which do that first.</summary>
    private OutputMode Mode(ParseResult parsed)
    {
        Option<bool>[] given = [.. from option in new[] { _restart, _extend, _retry, _resume } where parsed.GetValue(option) select option];
        return given switch
        {
            [] => OutputMode.New,
            [var only] => ModeOf(only),
            [var first, var second] when first != _restart && second == _resume => ModeOf(first),
            _ => throw new HostException($"{string.Join(" and ", given.Select(option => option.Name))} exclude each other."),
        };
    }

    private OutputMode ModeOf(Option<bool> option) =>
        option == _restart ? OutputMode.Restart : option == _extend ? OutputMode.Extend : option == _retry ? OutputMode.RetryFailed : OutputMode.Resume;

    /// <summary>Whether outcomes carry their time.</summary>
    internal bool MeasuresTime(ParseResult parsed) => parsed.GetValue(_timing);

    /// <summary>Scores with progress, and says what came of it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="run">The run.</param>
    /// <param name="files">Its files.</param>
    /// <param name="library">What the tools load.</param>
    /// <param name="cancellationToken">Stops it; what was scored stays.</param>
    /// <returns>0, 1 where rows or completions failed or nothing has a reward, or 130 where it was stopped and rows are kept.</returns>
    internal async Task<int> ReportAsync(ParseResult parsed, RewardRun run, RowFiles files, OpenLibrary library, CancellationToken cancellationToken)
    {
        var quiet = parsed.GetValue(_quiet);
        var report = new ProgressReport(files.Input, quiet, library.HasModels ? () => library.Texts : null);
        RunStatistics statistics;
        try
        {
            statistics = await report.FollowAsync(() => run.RunAsync(files, report, report.Warn, cancellationToken));
        }
        catch (OperationCanceledException) when (KeptRows.Of(files.Output) is { } kept)
        {
            System.Console.Error.WriteLine($"rlar: cancelled; {kept}: --resume goes on after {kept.Them}");
            return ExitCode.Cancelled;
        }
        catch (InputException error) when (error.Line > 0 && KeptRows.Of(files.Output) is { } kept)
        {
            System.Console.Error.WriteLine($"rlar: stopped at a bad row; {kept}; mend the row and give --resume, or --restart.");
            throw;
        }

        // A program that reads the summary gets one, though it is empty.
        if (!quiet && (parsed.GetValue(_json) || !statistics.AlreadyComplete))
            SummaryReport.Write(statistics, report.Elapsed, parsed.GetValue(_json), files.Output);
        var nothingIsScored = statistics is { Scored: 0, Completions: > 0 };
        return statistics.Failed > 0 || statistics.SkippedRows > 0 || nothingIsScored ? ExitCode.SomeFailed : ExitCode.Done;
    }
}
