using System.Text;
using System.Text.Json;
using Rlar.Rewards.Reading;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code.Sql;

/// <summary>
/// 1 where the SQL query of the answer gives the rows that are expected, on SQLite, in the sandbox. Expected are tests.expected (an array of
/// rows) or what tests.query or the reference gives on the same database, which tests.setup makes. The order of rows counts where
/// tests.ordered says so, or else where the reference query sorts. Statements may come before the query (a view), none after it.
/// </summary>
internal sealed class SqlCode : IRewardTool
{
    private static readonly ToolOption<double> s_tolerance =
        ToolOption.Number("tolerance", 1e-9, "Relative difference of numbers that are equal.", min: 0, max: 1);
    private static readonly ToolOption<double> s_time = ToolOption.Number("time", 5, "Processor seconds of a query.", min: 0.01, max: 3600);
    private static readonly ToolOption<int> s_memory = ToolOption.Integer("memory", 1024, "Mebibytes of memory.", min: 16, max: 1 << 20);
    private static readonly ProgramSought s_sought = new(["sql", "sqlite", "sqlite3", "postgresql", "mysql"])
    {
        // Beside the query stand statements that set up, change or explain; none of them asks for rows.
        Marks = new()
        {
            Has = ["SELECT", "select", "Select", "VALUES", "values"],
            Starts = ["CREATE TABLE", "create table", "CREATE INDEX", "create index", "INSERT INTO", "insert into", "EXPLAIN", "explain"],
            Begins = ["SELECT ", "SELECT\n", "select ", "select\n", "WITH ", "with "],
            Joins = false,
        },
    };
    private static readonly ToolRequirement s_database = ReadableRow.By(
        "database",
        "tests with setup (the script that makes the database) and with expected rows or a reference query",
        query => SqlTests.Read(query));
    private readonly double _tolerance;
    private readonly SandboxLimits _limits;

    private SqlCode(ToolCard card, ToolSettings settings)
    {
        Card = card;
        _tolerance = settings.Get(s_tolerance);
        var time = settings.Get(s_time);
        _limits = new SandboxLimits { Cpu = time, Wall = (2 * time) + 2, Memory = (long)settings.Get(s_memory) << 20 };
    }

    /// <summary>
    /// How the library makes it. Options: tolerance (relative difference of numbers that are equal, 1e-9), time (processor seconds, 5), memory
    /// (MiB, 1024).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "code/sql",
            Kind = ToolKind.Verifier,
            Description = "1 where the SQL query of the answer gives the expected rows on the row's SQLite database (tests: setup, "
                + "and expected or query). Column names do not count, and the order of rows only where the reference query sorts; nothing may "
                + "follow the query. Runs in the sandbox.",
            Requires = [s_database],
            Cost = ToolCost.Expensive,
            ReadsReferenceAsText = true,
            LimitsItself = true,
        },
        Revision: 2,
        [s_tolerance, s_time, s_memory],
        (card, settings) => new SqlCode(card, settings));

    /// <inheritdoc/>
    public ToolCard Card { get; }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        var outcomes = new RewardOutcome[group.Completions.Count];
        try
        {
            var tests = SqlTests.Read(group.Query);
            var expected = tests.Expected ?? await RunAsync(tests.Setup, tests.Query!, isAlone: false, cancellationToken);
            if (expected.Error is { } error)
                throw new ToolException($"the reference query fails: {error}");
            return await Task.WhenAll(group.Completions.Select(completion => ScoreAsync(completion.Text, tests, expected, cancellationToken)));
        }
        catch (ToolException error)
        {
            Array.Fill(outcomes, new RewardOutcome.Unscorable($"{Card.Id}: {error.Message}"));
        }
        catch (SandboxException error)
        {
            Array.Fill(outcomes, new RewardOutcome.Failed("sandbox", error.Message));
        }

        return outcomes;
    }

    private async Task<RewardOutcome> ScoreAsync(string completion, SqlTests tests, SqlRows expected, CancellationToken cancellationToken)
    {
        if (ProgramText.Find(completion, s_sought) is not { } query)
            return Verdict.Wrong("the answer has no query");
        try
        {
            var rows = await RunAsync(tests.Setup, query, isAlone: true, cancellationToken);
            return (rows.Error ?? rows.Difference(expected, tests.IsOrdered, _tolerance)) is { } why ? Verdict.Wrong(why) : Verdict.Right();
        }
        catch (SandboxException error)
        {
            return new RewardOutcome.Failed("sandbox", error.Message);
        }
    }

    // Of an answer one statement gives rows, and nothing follows it: two queries are two answers, and a query that then drops a table is another one.
    private async Task<SqlRows> RunAsync(string setup, string query, bool isAlone, CancellationToken cancellationToken)
    {
        var party = SandboxParty.Of("sql.run", json =>
        {
            json.WriteString("setup", setup);
            json.WriteString("query", query);
            json.WriteBoolean("alone", isAlone);
        });
        var run = await CodeSandbox.Pool.RunAsync(new SandboxJob([party], _limits), cancellationToken);
        if (run.Stop != SandboxStop.None)
            return SqlRows.Failed($"the query passed the limit on {run.Stop}");
        var report = run.Outputs[0].Report;
        if (report.IsEmpty)
            return SqlRows.Failed($"the query ended the database: {Encoding.UTF8.GetString(run.Stderr.Span)}");
        using var document = JsonDocument.Parse(report);
        var root = document.RootElement;
        if (root.TryGetProperty("unfit", out var unfit))
            throw new ToolException(unfit.GetString()!);
        return root.TryGetProperty("error", out var error) ? SqlRows.Failed(error.GetString()!) : SqlRows.Of(root.GetProperty("rows"));
    }
}
