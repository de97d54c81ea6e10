using Rlar.Agents.Drafts;

namespace Rlar.Agents.Gate;

/// <summary>
/// Tries to break a drafted tool before anything is rewarded with it: holds it against labelled answers, and against texts that it makes of them and of the
/// description, which are certainly wrong. One failed check refuses the draft.
/// </summary>
/// <param name="time">The clock that limits and times calls; the verdict of no check but <c>cost</c> depends on it.</param>
public sealed class ToolGate(TimeProvider time)
{
    // The labels first: what follows is made of them; then what would make the rest take for ever. Evidence and failures last: they count what all others did.
    private static readonly IGateCheck[] s_checks =
    [
        new LabelledCheck("labelled", isOwn: false), new LabelledCheck("own-probes", isOwn: true), new SourceCheck(), new CostCheck(), new OverfitCheck(),
        new AttackCheck(), new NearMissCheck(), new MarkupCheck(), new ChanceCheck(), new OtherQuestionCheck(), new AblationCheck(),
        new LengthCheck(), new LiteralCheck(), new RightVariantCheck(), new MetamorphicCheck(), new TrustedCheck(), new StabilityCheck(),
        new RangeCheck(), new FailureCheck(), new EvidenceCheck(),
    ];

    /// <summary>The names of the checks, in the order of reports; "makes" stands before them where no tool can be made of a draft.</summary>
    public static IReadOnlyList<string> Checks { get; } = [.. s_checks.Select(check => check.Name)];

    /// <summary>Examines a draft.</summary>
    /// <param name="definition">The draft's tool, as its maker defines it.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="evidence">What it is held against.</param>
    /// <param name="options">What it must reach.</param>
    /// <param name="cancellationToken">Ends the examination.</param>
    /// <returns>The report. A draft that cannot be made, hangs or throws is a refused draft, not an exception.</returns>
    public async ValueTask<GateReport> ExamineAsync(
        ToolDefinition definition, ToolDraft draft, GateEvidence evidence, GateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(options);
        IRewardTool tool;
        try
        {
            tool = definition.Create();
        }
        catch (RlarException error)
        {
            return Unmade(draft, options, error.Message);
        }

        await using var release = tool as IAsyncDisposable;
        var run = new GateRun(tool, draft, evidence, options, time);
        var checks = new List<GateCheck>(s_checks.Length);
        try
        {
            foreach (var check in s_checks)
            {
                checks.Add(await check.ExamineAsync(run, cancellationToken));
                if (check is CostCheck && !checks[^1].Passed)
                    break; // Everything else would take for ever.
            }
        }
        catch (GateStop)
        {
            checks.Add(await new FailureCheck().ExamineAsync(run, cancellationToken));
        }

        var right = run.Labelled.Count(probe => probe.IsRight);
        return new GateReport
        {
            Id = draft.Id,
            Hash = draft.Hash,
            ToolVersion = tool.Card.Version,
            Options = options,
            Right = right,
            Wrong = run.Labelled.Count - right,
            Generated = run.CertainlyWrong,
            Properties = [.. run.Properties.Select(property => property.Name)],
            Checks = checks,
        };
    }

    /// <summary>Makes a draft's tool and examines it; a draft that its maker refuses has a report with one failed check, "makes".</summary>
    /// <param name="maker">Makes tools of drafts of this form.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="evidence">What it is held against.</param>
    /// <param name="options">What it must reach.</param>
    /// <param name="cancellationToken">Ends the examination.</param>
    public async ValueTask<GateReport> ExamineAsync(
        IDraftMaker maker, ToolDraft draft, GateEvidence evidence, GateOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(maker);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(options);
        ToolDefinition definition;
        try
        {
            definition = maker.Define(draft);
        }
        catch (DraftException error)
        {
            return Unmade(draft, options, error.Message);
        }

        return await ExamineAsync(definition, draft, evidence, options, cancellationToken);
    }

    private static GateReport Unmade(ToolDraft draft, GateOptions options, string reason) =>
        new() { Id = draft.Id, Hash = draft.Hash, Options = options, Checks = [new GateCheck("makes", false, null, null, reason)] };
}
