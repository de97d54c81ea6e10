using Rlar.Agents.Authoring;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Planning;

/// <summary>
/// Plans rewards for a task by rules: three to five ways, each with what it needs and why, and the task's requirements one by one, each with a route. What
/// a template can say gets the template; what asks for the right answer gets the verifier of the task's family where the rows bring what it needs; the rest
/// becomes a question for a judge.
/// </summary>
public sealed class Planner
{
    private const int LeastChoices = 3;
    private const int MostChoices = 5;

    private static readonly string[] s_correctness = ["correct", "right", "accurate", "reference", "solve", "solution", "true", "matches", "equals",
        "passes", "tests", "factual"];
    private readonly TemplateAuthor _author = new();

    /// <summary>Plans.</summary>
    /// <param name="task">The task.</param>
    public RewardPlan Plan(PlannedTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var steps = Steps(task);
        return new RewardPlan(task.Label, Choices(task, steps), steps, "rules", null);
    }

    internal static IReadOnlyList<RewardChoice> Choices(PlannedTask task, IReadOnlyList<PlanStep> steps)
    {
        var ways = TaskFamilies.Ways(task.Label).Select(way => new RewardChoice(way.Kind, way.Tool, way.Needs, Lacking(way.Needs, task.Carries), way.Why));
        if (steps.Any(step => step.Route.StartsWith('{')))
            ways = ways.Prepend(new RewardChoice(RewardKind.Rule, "synth", PlanNeeds.None, PlanNeeds.None,
                "templates check what the description says of the form; they see nothing else"));

        // What can be used comes first; the order within is the family's.
        var ordered = ways.OrderBy(way => way.IsUsable ? 0 : 1).ToList();
        return [.. ordered.Take(Math.Clamp(ordered.Count(way => way.IsUsable), LeastChoices, MostChoices))];
    }

    private List<PlanStep> Steps(PlannedTask task)
    {
        var sentences = TaskSentences.Of(task.Description);
        var verifier = TaskFamilies.Ways(task.Label)
            .FirstOrDefault(way => way.Kind == RewardKind.Rule && way.Needs != PlanNeeds.None && Lacking(way.Needs, task.Carries) == PlanNeeds.None);
        var steps = new List<PlanStep>();
        foreach (var sentence in sentences)
        {
            var authored = _author.Author(sentence);
            if (!authored.IsRefused && (!authored.Expression!.Needs.HasFlag(DraftNeeds.Reference) || task.Carries.HasFlag(PlanNeeds.Reference)))
                steps.Add(new PlanStep(sentence, RewardKind.Rule, authored.Expression!.ToJson(), "a template says it, and its near misses hold"));
            else if (verifier.Tool is not null && SpeaksOfTheAnswer(sentence))
                steps.Add(new PlanStep(sentence, RewardKind.Rule, verifier.Tool, verifier.Why));
            else
                steps.Add(new PlanStep(sentence, RewardKind.Judge, Question(sentence), "no template says it: a judge is asked"));
        }

        if (steps.Count == 0)
            steps.Add(new PlanStep(task.Label, RewardKind.Judge, $"Is the answer right for the task \"{task.Label}\"?",
                "the task says nothing of its answers"));
        return steps;
    }

    private static string Question(string sentence) => $"Does the answer keep this: {sentence.TrimEnd('.')}?";

    private static bool SpeaksOfTheAnswer(string sentence)
    {
        var words = sentence.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '!', '?'], StringSplitOptions.RemoveEmptyEntries);
        return words.Intersect(s_correctness).Any();
    }

    private static PlanNeeds Lacking(PlanNeeds needs, PlanNeeds carried) => needs & ~carried;
}
