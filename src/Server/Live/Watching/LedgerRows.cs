using System.Text.Json;
using Rlar.Scoring.Pipeline;

namespace Rlar.Server.Live.Watching;

/// <summary>Verdicts as a ledger has them, a line for each tool and completion; the lines of one row stand together and become one group.</summary>
internal sealed class LedgerRows
{
    private readonly List<JsonElement> _row = [];

    /// <summary>Takes a line.</summary>
    /// <returns>The row before, where this line begins another one; else null.</returns>
    /// <exception cref="JsonException">The line is no verdict.</exception>
    internal (LiveGroup Group, long Row)? Add(JsonElement line)
    {
        if (line.Number("row") is not >= 0 || line.Number("completion") is not >= 0)
            throw new JsonException("A verdict without its row or completion.");
        line.Outcome();
        var before = _row.Count > 0 && !IsSameRow(_row[0], line) ? End() : null;
        _row.Add(line);
        return before;
    }

    /// <summary>The row whose lines have come so far, or null.</summary>
    internal (LiveGroup Group, long Row)? End()
    {
        if (_row.Count == 0)
            return null;
        var first = _row[0];
        LiveCall[] calls =
        [
            .. _row.GroupBy(line => line.Text("tool")).Select(tool => new LiveCall(
                tool.Key, tool.First().Text("version"), tool.First().Number("weight") ?? 1, [.. tool.Select(line => line.Outcome())], null)),
        ];
        _row.Clear();
        var count = calls.Max(call => call.Outcomes.Count);
        calls = [.. calls.Where(call => call.Outcomes.Count == count)];
        var outcomes = Enumerable.Range(0, count).Select(i => Together(calls, i)).ToArray();
        var group = new LiveGroup
        {
            Id = first.Text("query"),
            Task = first.Text("task"),
            Calls = calls,
            Outcomes = outcomes,

            // A value is on its tool's own scale, which the ledger does not say: of several there is no sum.
            Rewards = [.. outcomes.Select(outcome => calls.Length == 1 ? (outcome.Outcome as RewardOutcome.Scored)?.Value : null)],
        };
        return (group, (long)first.Number("row")!.Value);
    }

    private static bool IsSameRow(JsonElement one, JsonElement other) => one.Number("row") == other.Number("row") && one.Text("query") == other.Text("query");

    // As a run takes them: a failure says more than a missing reference, and both say more than a score.
    private static CompletionOutcome Together(LiveCall[] calls, int completion)
    {
        var said = calls.Select(call => call.Outcomes[completion]).ToArray();
        return new CompletionOutcome(
            said.FirstOrDefault(outcome => outcome is RewardOutcome.Failed) ?? said.FirstOrDefault(outcome => outcome is RewardOutcome.Unscorable) ?? said[0]);
    }
}
