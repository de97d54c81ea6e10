namespace Rlar.Rewards.Judges;

/// <summary>Asks of each answer whether it agrees with a reference: P(Yes) / (P(Yes) + P(No)), the best of several references.</summary>
internal sealed class YesNoJudge(JudgeOptions options) : JudgeMode(options)
{
    private static readonly JudgePrompt s_prompt = JudgePrompt.BuiltIn("yes-no");
    private static readonly string[] s_verdicts = ["Yes", "No"];

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<RewardOutcome>> ScoreAsync(IVerdicts verdicts, RolloutGroup group, CancellationToken cancellationToken)
    {
        var question = Question(group.Query);
        var references = group.Query.References;
        var answers = group.Completions.Select(completion => completion.Text).ToArray();
        var judged = Enumerable.Range(0, answers.Length).Where(index => !JudgedAnswer.IsBlank(answers[index])).ToArray();
        var found = await verdicts.AskAsync(
            s_prompt,
            s_verdicts,
            [.. judged.SelectMany(index => references.Select(reference => Values(question, reference, answers[index])))],
            cancellationToken);
        var outcomes = Whole(group, new RewardOutcome.Scored(0) { Reason = "no answer: blanks and punctuation" });
        for (var index = 0; index < judged.Length; index++)
            outcomes[judged[index]] = Best(found.AsSpan(index * references.Count, references.Count));
        return outcomes;
    }

    private Dictionary<string, string> Values(string question, string reference, string answer) => new()
    {
        ["rubric"] = Options.Rubric,
        ["query"] = Fence.Around("question", question, reference, answer),
        ["reference"] = Fence.Around("reference", reference, question, answer),
        ["answer"] = Fence.Around("answer", answer, question, reference),
    };

    private static RewardOutcome Best(ReadOnlySpan<(JudgeVerdict? Verdict, RewardOutcome? Instead)> found)
    {
        JudgeVerdict? best = null;
        foreach (var (verdict, instead) in found)
        {
            if (instead is not null)
                return instead;
            if (best is null || verdict!.Probabilities[0] > best.Probabilities[0])
                best = verdict;
        }

        var parts = Parts(best!);
        return new RewardOutcome.Scored(best!.Probabilities[0]) { Parts = OrNone(parts), Reason = MassReason(parts) };
    }
}
