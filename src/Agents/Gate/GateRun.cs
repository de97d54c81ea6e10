using System.Globalization;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Mutations;
using Rlar.Agents.Gate.Readings;

namespace Rlar.Agents.Gate;

/// <summary>One draft before the gate: its tool, what is known of its task, and everything that the tool has said so far.</summary>
internal sealed class GateRun
{
    private const int MostInACall = 32;
    private const int MostFailures = 24;

    private readonly List<Verdict> _said = [];
    private readonly IRewardTool _tool;

    /// <summary>Begins.</summary>
    internal GateRun(IRewardTool tool, ToolDraft draft, GateEvidence evidence, GateOptions options, TimeProvider time)
    {
        (_tool, Draft, Options, Time, Trusted) = (tool, draft, options, time, evidence.Trusted);
        // The author's own probes are evidence of nothing: a text that it calls right could hide what all right answers have.
        Labelled = [.. evidence.Labelled.DistinctBy(Key)];
        Right = [.. Labelled.Where(probe => probe.IsRight)];
        Wrong = [.. Labelled.Where(probe => !probe.IsRight)];
        Claims = TaskClaims.Of(draft.Description, draft.Needs, Right);
        Properties = PropertyCatalog.Of(draft.Description, draft.Form, Right);
        Separates = PropertyCatalog.Separate(Properties, Wrong);
    }

    internal ToolDraft Draft { get; }

    internal GateOptions Options { get; }

    internal TimeProvider Time { get; }

    internal IReadOnlyList<IRewardTool> Trusted { get; }

    /// <summary>Labelled answers of others than the author.</summary>
    internal IReadOnlyList<Probe> Labelled { get; }

    /// <summary>The right ones of them.</summary>
    internal IReadOnlyList<Probe> Right { get; }

    /// <summary>The wrong ones of them.</summary>
    internal IReadOnlyList<Probe> Wrong { get; }

    internal TaskClaims Claims { get; }

    internal IReadOnlyList<Property> Properties { get; }

    /// <summary>The words that may not occur.</summary>
    internal IEnumerable<string> Forbidden => Properties.Select(property => property.Forbidden).OfType<string>();

    /// <summary>Whether the properties tell all labelled wrong answers from the right ones.</summary>
    internal bool Separates { get; }

    /// <summary>Everything that the tool has said, in order.</summary>
    internal IReadOnlyList<Verdict> Said => _said;

    /// <summary>Generated texts that were certainly wrong.</summary>
    internal int CertainlyWrong { get; private set; }

    /// <summary>Whether a reward counts as acceptance of a generated text.</summary>
    internal bool Accepts(Verdict verdict) => verdict.Reward >= (Options.High + Options.Low) / 2;

    /// <summary>Whether a verdict of a labelled answer is as it must be.</summary>
    internal bool IsAsLabelled(Verdict verdict) =>
        verdict.Variant.IsRight == true ? verdict.Reward >= Options.High : verdict.Reward <= Options.Low;

    /// <summary>Labelled answers as texts to score.</summary>
    internal static IReadOnlyList<Variant> Texts(IEnumerable<Probe> probes) =>
        [.. probes.Select(probe => new Variant(probe.Query, probe.Completion, $"{probe.Source} {(probe.IsRight ? "right" : "wrong")} answer", probe.IsRight))];

    /// <summary>What the gate's own reading says of a text: false where it lacks a property of all right answers, else what its making says.</summary>
    internal bool? IsRight(Variant variant) => variant.IsRight == false
        || Properties.Any(property => property.Holds(variant.Query, variant.Completion) == false) ? false : variant.IsRight;

    /// <summary>The property that a text lacks, for a person; null where it has them all.</summary>
    internal string? Lacks(Variant variant) =>
        Properties.FirstOrDefault(property => property.Holds(variant.Query, variant.Completion) == false)?.Name;

    /// <summary>Scores texts, those of one query in one call.</summary>
    internal async ValueTask<IReadOnlyList<Verdict>> ScoreAsync(IEnumerable<Variant> variants, CancellationToken cancellationToken)
    {
        Variant[] all = [.. variants];
        var verdicts = new Verdict[all.Length];
        foreach (var group in all.Index().GroupBy(item => item.Item.Query, ReferenceEqualityComparer.Instance))
        {
            foreach (var items in group.Chunk(MostInACall))
            {
                var outcomes = await CallAsync(items[0].Item.Query, [.. items.Select(item => item.Item.Completion)], cancellationToken);
                for (var i = 0; i < items.Length; i++)
                    _said.Add(verdicts[items[i].Index] = Read(items[i].Item, outcomes[i]));
                if (outcomes.Any(outcome => outcome is RewardOutcome.Failed) && _said.Count(verdict => verdict.Outcome is RewardOutcome.Failed) >= MostFailures)
                    throw new GateStop();
            }
        }

        return verdicts;
    }

    /// <summary>Scores generated texts, of which only the certain ones are looked at: returns the accepted ones, and how many there were.</summary>
    internal async ValueTask<(IReadOnlyList<Verdict> Accepted, int Count)> TryAsync(IEnumerable<Variant> variants, CancellationToken cancellationToken)
    {
        Variant[] wrong = [.. variants.Where(variant => IsRight(variant) == false).DistinctBy(variant => (variant.Query, variant.Completion))];
        CertainlyWrong += wrong.Length;
        var verdicts = await ScoreAsync(wrong, cancellationToken);
        return ([.. verdicts.Where(Accepts)], wrong.Length);
    }

    /// <summary>One call of the tool; a hang or a crash becomes a failure of every completion.</summary>
    internal async Task<IReadOnlyList<RewardOutcome>> CallAsync(Query query, IReadOnlyList<string> completions, CancellationToken cancellationToken)
    {
        var group = new RolloutGroup(query, [.. completions.Select(text => new Completion(text))]);
        // A tool that counts its own work is stopped by it; a clock would also count the wait for a processor.
        var limit = _tool.Card.LimitsItself ? Timeout.InfiniteTimeSpan : Options.CallLimit * Math.Max(1, Math.Sqrt(completions.Count));
        try
        {
            // On another thread, so that a tool that never ends is left behind.
            return await Task.Run(async () => await _tool.ScoreAsync(group, cancellationToken), cancellationToken).WaitAsync(limit, Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return Failed(completions.Count, "deadline", string.Create(CultureInfo.InvariantCulture, $"it took more than {limit.TotalSeconds:0.#} s"));
        }
#pragma warning disable CA1031 // The boundary: whatever a draft throws is a finding.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return Failed(completions.Count, "tool", $"it threw {error.GetType().Name}: {error.Message}");
        }
    }

    internal Verdict Read(Variant variant, RewardOutcome outcome) =>
        new(variant, outcome, outcome is RewardOutcome.Scored scored ? Draft.Range.ToReward(scored.Value) : null);

    private static RewardOutcome[] Failed(int count, string boundary, string reason) =>
        [.. Enumerable.Repeat(new RewardOutcome.Failed(boundary, reason), count)];

    private static (string Prompt, string References, string Completion, bool IsRight) Key(Probe probe) =>
        (probe.Query.Question, string.Join('\n', probe.Query.References), probe.Completion, probe.IsRight);
}
