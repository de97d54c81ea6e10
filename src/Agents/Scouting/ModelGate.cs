using System.Globalization;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate;

namespace Rlar.Agents.Scouting;

/// <summary>
/// The gate of reward models. The other gate asks a verifier to be right about every answer; a trained model is right more often than not, so that it is held
/// against labelled pairs: above chance and above length with whole intervals, on every task of the rows not below chance, the same values twice.
/// </summary>
/// <param name="maker">Makes the draft's tool.</param>
/// <param name="options">How many pairs are needed, and how intervals are made.</param>
public sealed class ModelGate(IDraftMaker maker, MeasureOptions options)
{
    private const int LeastPairsOfATask = 10;

    /// <summary>Examines a draft of the form <see cref="DraftForm.Model"/>.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="labelled">Completions with verdicts that were not used to choose it.</param>
    /// <param name="cancellationToken">Ends the examination.</param>
    public async ValueTask<GateReport> ExamineAsync(ToolDraft draft, IReadOnlyList<Probe> labelled, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(labelled);
        IRewardTool tool;
        try
        {
            tool = maker.Define(draft).Create();
        }
        catch (RlarException error)
        {
            return Report(draft, "", labelled, [new GateCheck("makes", false, null, null, error.Message)]);
        }

        var checks = new List<GateCheck>();
        var (judged, broken) = await ProbeScoring.OfAsync(tool, labelled, cancellationToken);
        checks.Add(new GateCheck("failures", broken is null, broken is null ? 0 : 1, 0, broken ?? $"scored {judged.Count} completions"));
        if (broken is null)
        {
            var (again, _) = await ProbeScoring.OfAsync(tool, labelled, cancellationToken);
            var moved = judged.Zip(again).Count(pair => pair.First.Reward != pair.Second.Reward);
            checks.Add(new GateCheck("stability", moved == 0, moved, 0, $"{moved} of {judged.Count} completions got another value the second time"));
            var measure = ProbeMeasure.Of(judged, options);
            checks.Add(new GateCheck(
                "evidence", !measure.IsTooFew(options), measure.Pairs, options.LeastPairs, $"{measure.Pairs} pairs of {measure.Queries} queries"));
            checks.Add(new GateCheck(
                "above-chance", measure.Low > 0.5, Number(measure.Low), 0.5,
                FormattableString.Invariant($"it orders {measure.Accuracy:0.000} of the pairs, {measure.Low:0.000} to {measure.High:0.000}")));
            checks.Add(new GateCheck(
                "above-length", measure.AboveLengthLow > 0, Number(measure.AboveLengthLow), 0,
                string.Create(CultureInfo.InvariantCulture,
                    $"length alone orders {measure.LengthAccuracy:0.000}; "
                    + $"the difference is {measure.AboveLengthLow:0.000} to {measure.AboveLengthHigh:0.000}")));
            checks.Add(OfTasks(judged, labelled));
        }

        return Report(draft, tool.Card.Version, labelled, checks);
    }

    // A task that is below chance by its whole interval is one that the model has the wrong way round.
    private GateCheck OfTasks(IReadOnlyList<JudgedProbe> judged, IReadOnlyList<Probe> labelled)
    {
        var tasks = labelled.GroupBy(probe => probe.Query.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Query.TaskHints is [var hint, ..] ? hint : "", StringComparer.Ordinal);
        foreach (var (task, measure) in judged.GroupBy(probe => tasks[probe.Query], StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, ProbeMeasure.Of([.. group], options))))
        {
            if (measure.Pairs >= LeastPairsOfATask && measure.High < 0.5)
            {
                return new GateCheck(
                    "tasks", false, Number(measure.High), 0.5,
                    string.Create(CultureInfo.InvariantCulture, $"of the task '{task}' it orders {measure.Accuracy:0.000} of {measure.Pairs} pairs, "
                        + $"{measure.High:0.000} at the most: below chance"));
            }
        }

        return new GateCheck("tasks", true, null, 0.5, "no task of the rows is below chance");
    }

    private static double? Number(double value) => double.IsFinite(value) ? value : null;

    private static GateReport Report(ToolDraft draft, string version, IReadOnlyList<Probe> labelled, IReadOnlyList<GateCheck> checks)
    {
        var right = labelled.Count(probe => probe.IsRight);
        return new GateReport
        {
            Id = draft.Id,
            Hash = draft.Hash,
            ToolVersion = version,
            Options = new GateOptions(),
            Right = right,
            Wrong = labelled.Count - right,
            Checks = checks,
        };
    }
}
