using System.Globalization;
using System.Text.Json;

namespace Rlar.Agents.Scripts;

/// <summary>A script as a tool: it reads the answer after the thinking, with each reference, and the best value counts.</summary>
/// <param name="card">The tool's card.</param>
/// <param name="script">The script.</param>
/// <param name="limits">What each call may use.</param>
/// <param name="workers">Who makes the calls.</param>
internal sealed class ScriptTool(ToolCard card, CompiledScript script, ScriptLimits limits, ScriptWorkers workers) : IRewardTool
{
    /// <inheritdoc/>
    public ToolCard Card => card;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        var outcomes = new RewardOutcome[group.Completions.Count];
        if (card.Unmet(group.Query) is { } missing)
        {
            Array.Fill(outcomes, new RewardOutcome.Unscorable($"{card.Id}: {missing}"));
            return outcomes;
        }

        var answers = group.Completions.Select(completion => ThinkingSection.Answer(completion.Text)).ToArray();
        var calls = new ScriptCalls(script, group.Query.Question, group.Query.References, Data(group.Query), [.. answers.OfType<string>()]) { Limits = limits };
        var verdicts = await workers.ScoreAsync(calls, cancellationToken);
        var perCompletion = Math.Max(1, group.Query.References.Count);
        var next = 0;
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = answers[i] is null
                ? new RewardOutcome.Scored(card.Range.HigherIsBetter ? card.Range.Min : card.Range.Max) { Reason = "no answer after the thinking" }
                : Best(verdicts, perCompletion * next++, perCompletion);
        }

        return outcomes;
    }

    /// <summary>What a script finds in its data: the members of the row's metadata as texts, tests and constraints as JSON.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Data(Query query)
    {
        var data = new OrderedDictionary<string, string>();
        if (query.Metadata is { ValueKind: JsonValueKind.Object } metadata)
        {
            foreach (var member in metadata.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
                data[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
        }

        if (query.Tests is { } tests)
            data["tests"] = tests.GetRawText();
        if (query.Constraints is { } constraints)
            data["constraints"] = constraints.GetRawText();
        return [.. data];
    }

    private RewardOutcome Best(IReadOnlyList<ScriptVerdict> verdicts, int first, int count)
    {
        double? best = null;
        for (var i = first; i < first + count; i++)
        {
            if (verdicts[i].Value is not { } value)
                return new RewardOutcome.Failed(verdicts[i].Boundary ?? "tool", $"{card.Id}: {verdicts[i].Reason}");
            if (!(value >= card.Range.Min && value <= card.Range.Max))
            {
                return new RewardOutcome.Failed("tool", string.Create(
                    CultureInfo.InvariantCulture, $"{card.Id} gave {value}, and its values are from {card.Range.Min} to {card.Range.Max}: mend the script"));
            }

            best = best is not { } known ? value : card.Range.HigherIsBetter ? Math.Max(known, value) : Math.Min(known, value);
        }

        return new RewardOutcome.Scored(best!.Value);
    }
}
