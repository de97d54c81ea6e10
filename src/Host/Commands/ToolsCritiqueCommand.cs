using System.CommandLine;
using System.Text.Json;
using Rlar.Agents.Critique;
using Rlar.Host.Reporting;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools critique ROWS SCORED</c>: what tells highly rewarded completions from others besides their sense.</summary>
internal static class ToolsCritiqueCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var input = new Argument<string>("ROWS") { Description = $"The rows that were scored, as {RowSource.Formats}." };
        var scored = new Argument<string>("SCORED") { Description = "What 'rlar score ROWS -o SCORED' wrote." };
        var labels = new Option<string?>("--labels")
        {
            Description = "The column of ROWS with the labels: with them a suspicion can be confirmed.",
            HelpName = "column",
        };
        var columns = RunFlags.Columns();
        var split = RowSource.Split();
        var json = new Option<bool>("--json") { Description = "As JSON on standard output." };
        var command = new Command(
            "critique",
            """
            Reads the highest and the lowest rewarded completions of a run and names what tells them apart besides their sense: phrases, length, form, repeated
            prompts, words to a judge. A suspicion, until labels confirm it. docs/agents.md says how it is measured.

              rlar score rows.jsonl -o scored.jsonl --tool synth/NAME --library DIR
              rlar tools critique rows.jsonl scored.jsonl --labels is_right

            Exit codes: 0 nothing was found, 1 something was, 2 bad usage or input, 130 cancelled.
            """)
        {
            input, scored, labels, columns, split, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var rewards = Rewards(parsed.GetValue(scored)!, cancellationToken);
            var parser = new RowParser(new RowParserOptions { Columns = RunFlags.ColumnsOf(parsed.GetValue(columns)), PromptRequired = false });
            var rewarded = new List<RewardedCompletion>();
            using (var source = RowSource.Open(parsed.GetValue(input)!, parsed.GetValue(split), keys: null, cancellationToken))
            {
                if (parsed.GetValue(labels) is { } column)
                {
                    foreach (var row in LabelledRow.ReadAll(source, parser, column, cancellationToken))
                        Add(row.Group, LabelledProbes.Verdicts(row.Labels));
                }
                else
                {
                    while (source.Read(cancellationToken) is { } line)
                    {
                        using (line)
                            Add(parser.Parse(line.Bytes.Span, line.Number, source.Name), null);
                    }
                }
            }

            if (rewarded.Count == 0)
                throw new HostException($"{parsed.GetValue(scored)}: no row of {parsed.GetValue(input)} has a reward there; give the file that scoring these rows wrote.");
            var report = new LoopholeFinder(new LoopholeOptions()).Find(rewarded, cancellationToken);
            System.Console.Write(parsed.GetValue(json) ? LoopholeReportText.Json(report) : LoopholeReportText.Lines(report));
            return Task.FromResult(report.Loopholes.Count > 0 ? ExitCode.SomeFailed : ExitCode.Done);

            void Add(RolloutGroup group, IReadOnlyList<bool?>? verdicts)
            {
                if (!rewards.TryGetValue(group.Query.Id, out var given))
                    return;
                if (given.Length != group.Completions.Count)
                    throw new HostException($"{parsed.GetValue(scored)}: row '{group.Query.Id}' has {given.Length} rewards and {group.Completions.Count} completions.");
                for (var index = 0; index < given.Length; index++)
                {
                    if (given[index] is { } reward)
                        rewarded.Add(new RewardedCompletion(group.Query, group.Completions[index].Text, reward, verdicts?[index]));
                }
            }
        });
        return command;
    }

    private static Dictionary<string, double?[]> Rewards(string path, CancellationToken cancellationToken)
    {
        var rewards = new Dictionary<string, double?[]>(StringComparer.Ordinal);
        using var source = RowSource.Open(path, split: null, keys: null, cancellationToken);
        while (source.Read(cancellationToken) is { } line)
        {
            using (line)
            {
                using var json = JsonDocument.Parse(line.Bytes);
                if (!(json.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                    && json.RootElement.TryGetProperty("rewards", out var list) && list.ValueKind == JsonValueKind.Array))
                    throw new HostException($"{path}: row {line.Number} has no id and rewards; give the file that 'rlar score' wrote.");
                rewards[id.GetString()!] = [.. list.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : (double?)null)];
            }
        }

        return rewards;
    }
}
