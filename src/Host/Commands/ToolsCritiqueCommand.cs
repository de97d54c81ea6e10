using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlar.Agents.Critique;
using Rlar.Agents.Drafts;
using Rlar.Agents.Evolution;
using Rlar.Agents.Gate;
using Rlar.Agents.Library;
using Rlar.Host.Drafting;
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
        var repair = new Option<string?>("--repair")
        {
            Description = "A tool of --library, synth/NAME: what is found is given to the authors as wrong answers, "
                + "and what they bring in its place to the gate.",
            HelpName = "id",
        };
        var library = new Option<string?>("--library") { Description = "The library of the tool to repair.", HelpName = "dir" };
        var ask = new Option<string?>("--ask")
        {
            Description = "With --repair: the name of a --model at an address that reviews what the authors bring, beside the rules, and writes scripts "
                + "itself; the tool's description and examples are sent there.",
            HelpName = "name",
        };
        var json = new Option<bool>("--json") { Description = "As JSON on standard output." };
        var tools = new LibraryOption { HasLibrary = false };
        var command = new Command(
            "critique",
            """
            Reads the highest and the lowest rewarded completions of a run and names what tells them apart besides their sense: phrases, length, form, repeated
            prompts, words to a judge. A suspicion, until labels confirm it. docs/agents.md says how it is measured.

              rlar score rows.jsonl -o scored.jsonl --tool synth/NAME --library DIR
              rlar tools critique rows.jsonl scored.jsonl --labels is_right
              rlar tools critique rows.jsonl scored.jsonl --labels is_right --repair synth/NAME --library DIR
              rlar tools critique … --repair synth/NAME --library DIR --ask NAME --model http://127.0.0.1:8000/v1#NAME

            Exit codes: 0 nothing was found, or a repair was admitted, 1 something was found, 2 bad usage or input, 130 cancelled.
            """)
        {
            input, scored, labels, columns, split, repair, library, ask, json,
        };
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(repair) is not null && parsed.GetValue(library) is null)
                throw new HostException("--repair needs --library, where the tool is.");
            if (parsed.GetValue(ask) is not null && parsed.GetValue(repair) is null)
                throw new HostException("--ask goes with --repair: what is found in rewards is found without a model.");
            await using var open = await tools.OpenAsync(parsed, cancellationToken);
            var model = parsed.GetValue(ask) is { } name ? ((IChatClient, string)?)(open.Asked(name), name) : null;
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
                throw new HostException($"{parsed.GetValue(scored)}: no row of {parsed.GetValue(input)} has a reward "
                    + "there; give the file that scoring these rows wrote.");
            var report = new LoopholeFinder(new LoopholeOptions()).Find(rewarded, cancellationToken);
            System.Console.Write(parsed.GetValue(json) ? LoopholeReportText.Json(report) : LoopholeReportText.Lines(report));
            if (report.Loopholes.Count == 0)
                return ExitCode.Done;
            return parsed.GetValue(repair) is { } id && await RepairedAsync(id, parsed.GetValue(library)!, model, report, Probes(rewarded), cancellationToken)
                ? ExitCode.Done
                : ExitCode.SomeFailed;

            void Add(RolloutGroup group, IReadOnlyList<bool?>? verdicts)
            {
                if (!rewards.TryGetValue(group.Query.Id, out var given))
                    return;
                if (given.Length != group.Completions.Count)
                    throw new HostException($"{parsed.GetValue(scored)}: row '{group.Query.Id}' has "
                        + $"{given.Length} rewards and {group.Completions.Count} completions.");
                for (var index = 0; index < given.Length; index++)
                {
                    if (given[index] is { } reward)
                        rewarded.Add(new RewardedCompletion(group.Query, group.Completions[index].Text, reward, verdicts?[index]));
                }
            }
        });
        return command;
    }

    private static Probe[] Probes(IEnumerable<RewardedCompletion> rewarded) =>
        [.. rewarded.Where(one => one.IsRight is not null).Select(one => new Probe(one.Query, one.Completion, one.IsRight == true) { Source = "labelled" })];

    // The proposal is reviewed and gated like any draft; where it is refused the old tool stays.
    private static async Task<bool> RepairedAsync(
        string id, string folder, (IChatClient Client, string Name)? model, LoopholeReport report, Probe[] labelled, CancellationToken cancellationToken)
    {
        var library = ToolLibrary.Open(folder, TimeProvider.System);
        var draft = library.Find(id).Draft;
        await using var makers = new DraftMakers();
        var repair = await new ToolRepairer(DraftAuthors.All(model, makers)).ProposeAsync(draft, report, cancellationToken);
        System.Console.Error.WriteLine($"rlar: {repair.Why}");
        if (repair.Draft is not { } proposed)
            return false;
        foreach (var critic in model is { } asked ? new ICritic[] { new RuleCritic(), new ModelCritic(asked.Client) } : [new RuleCritic()])
        {
            var critique = await critic.ReviewAsync(proposed, cancellationToken);
            if (critique.Refusal is { } refusal)
            {
                System.Console.Error.WriteLine($"rlar: the critic refuses it: {refusal}");
                return false;
            }

            proposed = critique.Burden(proposed);
        }

        var answer = await new LibraryAdmission(makers.All, library, new GateOptions(), TimeProvider.System)
            .AdmitAsync(proposed with { Name = draft.Name }, labelled, cancellationToken);
        System.Console.Error.WriteLine($"rlar: {(answer.IsAdmitted ? $"{id} is version {answer.Version} now" : $"the gate refuses it: {answer.Why}")}");
        return answer.IsAdmitted;
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
                rewards[id.GetString()!] = [.. list.EnumerateArray()
                    .Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : (double?)null)];
            }
        }

        return rewards;
    }
}
