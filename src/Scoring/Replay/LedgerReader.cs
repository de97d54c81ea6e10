using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Replay;

/// <summary>
/// Reads a ledger run by run. Rows ascend within a run, and no row says the same of a completion twice: where one does, another run begins. A last
/// line that was not written whole is left out, as runs do.
/// </summary>
/// <param name="path">The ledger.</param>
/// <param name="cancellationToken">Stops reading.</param>
internal sealed class LedgerReader(string path, CancellationToken cancellationToken)
{
    /// <summary>How many runs it holds.</summary>
    internal int CountRuns() => Verdicts().Select(verdict => verdict.Run).LastOrDefault();

    /// <summary>The rows of a run, each with its verdicts.</summary>
    /// <param name="run">Which, from 1.</param>
    internal IEnumerable<IReadOnlyList<LedgerVerdict>> Rows(int run)
    {
        var row = new List<LedgerVerdict>();
        foreach (var (of, verdict) in Verdicts())
        {
            if (of > run)
                break;
            if (of < run)
                continue;
            if (row.Count > 0 && row[0].Row != verdict.Row)
            {
                yield return row;
                row = [];
            }

            row.Add(verdict);
        }

        if (row.Count > 0)
            yield return row;
    }

    private IEnumerable<(int Run, LedgerVerdict Verdict)> Verdicts()
    {
        var (run, previous) = (0, long.MaxValue);
        var said = new HashSet<(string, int)>();
        using var source = LineSource.Open(path);
        while (source.Read(cancellationToken) is { } line)
        {
            LedgerVerdict? verdict;
            using (line)
                verdict = Read(line);
            if (verdict is null)
            {
                using var next = source.Read(cancellationToken);
                if (next is null)
                    yield break;
                throw new InputException(path, line.Number, null, "this is no record of a ledger", "Give the file that 'rlar score --ledger' wrote.");
            }

            if (verdict.Row != previous)
                said.Clear();
            if (verdict.Row < previous || !said.Add((verdict.Tool, verdict.Completion)))
            {
                run++;
                said.Clear();
                said.Add((verdict.Tool, verdict.Completion));
            }

            previous = verdict.Row;
            yield return (run, verdict);
        }
    }

    private static LedgerVerdict? Read(InputLine line)
    {
        try
        {
            using var json = JsonDocument.Parse(line.Bytes);
            var record = json.RootElement;
            var reason = record.TryGetProperty("reason", out var text) ? text.GetString() : null;
            RewardOutcome? outcome = record.GetProperty("status").GetString() switch
            {
                "scored" => new RewardOutcome.Scored(record.GetProperty("value").GetDouble()) { Reason = reason },
                "unscorable" => new RewardOutcome.Unscorable(reason ?? ""),
                "failed" => new RewardOutcome.Failed(record.GetProperty("boundary").GetString()!, reason ?? ""),
                _ => null,
            };
            return outcome is null
                ? null
                : new LedgerVerdict(
                    line.Number,
                    record.GetProperty("row").GetInt64(),
                    record.GetProperty("query").GetString()!,
                    record.GetProperty("completion").GetInt32(),
                    record.GetProperty("hash").GetString()!,
                    record.GetProperty("tool").GetString()!,
                    record.GetProperty("version").GetString()!,
                    outcome);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
