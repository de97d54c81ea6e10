namespace Rlar.Rewards.Judges;

/// <summary>
/// Compares answers in pairs, each pair in both orders: a pair whose orders prefer different answers is a tie. The value is the win rate over all
/// other answers of the group, or over the reference.
/// </summary>
internal sealed class PairwiseJudge : JudgeMode
{
    private static readonly ToolOption<string> s_against =
        ToolOption.Choice("against", "siblings", "Whom an answer meets: all others of its group, or the reference.", "siblings", "reference");
    private static readonly ToolOption<string> s_votes =
        ToolOption.Choice("votes", "soft", "Whether a pair counts by the judge's probability, or 0, 0.5 or 1.", "soft", "hard");
    private static readonly JudgePrompt s_prompt = JudgePrompt.BuiltIn("pairwise");
    private static readonly string[] s_verdicts = ["A", "B"];
    private readonly bool _againstReference;
    private readonly bool _hard;

    internal PairwiseJudge(ToolSettings settings, JudgeOptions options)
        : base(options)
    {
        _againstReference = IsAgainstReference(settings);
        _hard = settings.Get(s_votes) == "hard";
    }

    /// <summary>The options of this mode: against (siblings; reference) and votes (soft; hard).</summary>
    internal static IReadOnlyList<ToolOption> OwnOptions { get; } = [s_against, s_votes];

    /// <summary>Whether answers meet the reference, and not each other.</summary>
    internal static bool IsAgainstReference(ToolSettings settings) => settings.Get(s_against) == "reference";

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<RewardOutcome>> ScoreAsync(IVerdicts verdicts, RolloutGroup group, CancellationToken cancellationToken)
    {
        var count = group.Completions.Count;
        string[] answers = [.. group.Completions.Select(completion => completion.Text), .. _againstReference ? group.Query.References.Take(1) : []];
        if (answers.Length < 2)
            throw new ToolException("one completion alone has nothing to be compared with: give two or more a row, or set against=reference");
        var pairs = (from i in Enumerable.Range(0, count)
                     from j in Enumerable.Range(_againstReference ? count : i + 1, _againstReference ? 1 : count - i - 1)
                     select (First: i, Second: j)).ToArray();
        var duel = new PairDuels(answers, pairs);
        var question = Question(group.Query);
        var found = await verdicts.AskAsync(
            s_prompt,
            s_verdicts,
            [.. duel.Asked.Select(order => Values(question, answers[order.A], answers[order.B]))],
            cancellationToken);
        return duel.Outcomes(found, count, _hard, made => Parts(made), MassReason);
    }

    private Dictionary<string, string> Values(string question, string a, string b) => new()
    {
        ["rubric"] = Options.Rubric,
        ["query"] = Fence.Around("question", question, a, b),
        ["answer-a"] = Fence.Around("answer A", a, question, b),
        ["answer-b"] = Fence.Around("answer B", b, question, a),
    };
}
