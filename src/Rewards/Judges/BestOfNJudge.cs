namespace Rlar.Rewards.Judges;

/// <summary>
/// Shows all answers of a group at once, each with a letter, and takes the probability of its letter; averaged over rotations of the order, so that
/// each answer stands in each place once.
/// </summary>
internal sealed class BestOfNJudge : JudgeMode
{
    private const int Letters = 26;
    private static readonly ToolOption<int> s_rotations =
        ToolOption.Integer("rotations", Letters, "Orders of the answers that are asked about, at most one for each answer.", 1, Letters);
    private static readonly JudgePrompt s_prompt = JudgePrompt.BuiltIn("best-of-n");
    private readonly int _rotations;

    internal BestOfNJudge(ToolSettings settings, JudgeOptions options)
        : base(options) =>
        _rotations = settings.Get(s_rotations);

    /// <summary>The option of this mode: rotations (26).</summary>
    internal static IReadOnlyList<ToolOption> OwnOptions { get; } = [s_rotations];

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<RewardOutcome>> ScoreAsync(IVerdicts verdicts, RolloutGroup group, CancellationToken cancellationToken)
    {
        var answers = group.Completions.Select(completion => completion.Text).ToArray();
        if (answers.Length is < 2 or > Letters)
            throw new ToolException($"2 to {Letters} completions a row can be compared at once, and this row has {answers.Length}; use mode pairwise or score");
        // In an order of their own, so that the group's makes no difference.
        var shown = Enumerable.Range(0, answers.Length).Where(index => !JudgedAnswer.IsBlank(answers[index])).ToArray();
        Array.Sort(shown, (one, other) => string.CompareOrdinal(answers[one], answers[other]) is var sign && sign != 0 ? sign : one - other);
        var outcomes = Whole(group, new RewardOutcome.Scored(0) { Reason = "no answer: blanks and punctuation" });
        if (shown.Length == 1)
            outcomes[shown[0]] = new RewardOutcome.Scored(1) { Reason = "the only answer" };
        if (shown.Length < 2)
            return outcomes;
        var question = Question(group.Query);
        var orders = Enumerable.Range(0, Math.Min(_rotations, shown.Length))
            .Select(turn => shown.Select((_, place) => shown[(place + turn) % shown.Length]).ToArray())
            .ToArray();
        var letters = Enumerable.Range(0, shown.Length).Select(index => ((char)('A' + index)).ToString()).ToArray();
        var found = await verdicts.AskAsync(
            s_prompt,
            letters,
            [.. orders.Select(order => Values(question, [.. order.Select(index => answers[index])], letters))],
            cancellationToken);
        if (found.FirstOrDefault(verdict => verdict.Instead is not null).Instead is { } instead)
            return Whole(group, instead);
        var parts = Parts([.. found.Select(verdict => verdict.Verdict!)]);
        foreach (var index in shown)
        {
            var chances = orders.Zip(found, (order, verdict) => verdict.Verdict!.Probabilities[Array.IndexOf(order, index)]).ToArray();
            outcomes[index] = new RewardOutcome.Scored(chances.Average())
            {
                Parts = new Dictionary<string, double>(parts) { ["spread"] = chances.Max() - chances.Min() },
                Reason = MassReason(parts),
            };
        }

        return outcomes;
    }

    private Dictionary<string, string> Values(string question, string[] answers, string[] letters) => new()
    {
        ["rubric"] = Options.Rubric,
        ["query"] = Fence.Around("question", question, answers),
        ["answers"] = string.Join("\n\n", answers.Select((answer, index) => Fence.Around($"answer {letters[index]}", answer, [question, .. answers]))),
    };
}
