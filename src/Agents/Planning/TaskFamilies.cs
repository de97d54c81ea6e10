namespace Rlar.Agents.Planning;

/// <summary>What is known to reward each family of tasks, the best first.</summary>
internal static class TaskFamilies
{
    private static readonly (string Tool, RewardKind Kind, PlanNeeds Needs, string Why) s_judge = (
        "judge", RewardKind.Judge, PlanNeeds.Prompt | PlanNeeds.Model,
        "sees what no rule does; as good as its model, so measure it on labelled answers first");

    private static readonly (string Tool, RewardKind Kind, PlanNeeds Needs, string Why) s_model = (
        "rm", RewardKind.RewardModel, PlanNeeds.Prompt | PlanNeeds.Model,
        "ranks answers of open tasks; reads length and style, too: scout for one that is licensed, and hold it against length");

    private static readonly (string Tool, RewardKind Kind, PlanNeeds Needs, string Why) s_rubric = (
        "synth", RewardKind.Rubric, PlanNeeds.Prompt | PlanNeeds.Model,
            "splits the task into criteria, each a check or a yes/no question, so that a policy cannot trade one for all");

    private static readonly (string[] Words, (string, RewardKind, PlanNeeds, string)[] Ways)[] s_families =
    [
        (
            ["math", "mathematics", "arithmetic", "algebra", "geometry"],
            [
                ("math", RewardKind.Rule, PlanNeeds.Reference, "compares the final answer with the reference as mathematics does, whatever its form"),
                ("numeric-match", RewardKind.Rule, PlanNeeds.Reference, "compares the last number: quick, for plain numeric references"),
                s_judge, s_rubric,
            ]),
        (
            ["code", "coding", "programming", "python", "csharp"],
            [
                ("code/python", RewardKind.Rule, PlanNeeds.Tests, "runs the program against the row's tests in the sandbox"),
                ("edit-similarity", RewardKind.Metric, PlanNeeds.Reference, "closeness to a reference program: a weak sign, programs differ and are right"),
                s_judge, s_rubric,
            ]),
        (
            ["translation", "translate"],
            [
                ("chrf", RewardKind.Metric, PlanNeeds.Reference,
                    "character n-grams shared with the reference: the steadiest surface metric of single sentences"),
                ("bleu", RewardKind.Metric, PlanNeeds.Reference, "word n-grams shared with the reference: for comparison with published figures"),
                s_model, s_judge,
            ]),
        (
            ["summary", "summarisation", "summarization"],
            [
                ("rougeLsum", RewardKind.Metric, PlanNeeds.Reference, "longest common subsequences with the reference: blind to what is false"),
                s_rubric, s_judge, s_model,
            ]),
        (
            ["question", "qa", "answering", "knowledge", "trivia", "reading"],
            [
                ("normalized-match", RewardKind.Rule, PlanNeeds.Reference, "the answer is a reference but for case, articles and punctuation"),
                ("token-f1", RewardKind.Metric, PlanNeeds.Reference, "words shared with the reference: gives part of the credit for part of the answer"),
                s_judge, s_rubric,
            ]),
        (
            ["choice", "multiple", "classification", "labelling", "sentiment"],
            [
                ("choice-match", RewardKind.Rule, PlanNeeds.Reference, "the letter or option that the answer settles on is the reference's"),
                ("exact-match", RewardKind.Rule, PlanNeeds.Reference, "for labels that are written in one way"),
                s_judge,
            ]),
        (
            ["instruction", "instructions", "following", "format", "constraint", "constraints"],
            [
                ("ifeval", RewardKind.Rule, PlanNeeds.Constraints,
                    "follows every verifiable instruction of the row: form alone, so add one that reads content"),
                s_rubric, s_judge, s_model,
            ]),
        (
            ["tool", "function", "agent"],
            [
                ("tool-call", RewardKind.Rule, PlanNeeds.Reference, "the calls are the reference's, in names and arguments"),
                s_judge, s_rubric,
            ]),
        (
            ["safety", "refusal", "harmlessness", "harm"],
            [
                ("refusal", RewardKind.Rule, PlanNeeds.None, "tells refusals by their words: whether to refuse is the row's to say"),
                s_model, s_judge, s_rubric,
            ]),
    ];

    /// <summary>The ways of the family that a label names, then those that every task has; at least three.</summary>
    internal static IEnumerable<(string Tool, RewardKind Kind, PlanNeeds Needs, string Why)> Ways(string label)
    {
        var words = label.ToLowerInvariant().Split([' ', '-', '_', '/'], StringSplitOptions.RemoveEmptyEntries);
        var own = s_families.Where(family => family.Words.Intersect(words).Any()).SelectMany(family => family.Ways);
        return own.Concat([s_model, s_rubric, s_judge]).DistinctBy(way => way.Item1 + way.Item2);
    }
}
