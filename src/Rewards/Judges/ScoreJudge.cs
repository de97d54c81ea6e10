using System.Globalization;

namespace Rlar.Rewards.Judges;

/// <summary>Scores each answer by itself: the expected number over the probabilities of 1 to the scale's end, for each principle.</summary>
internal sealed class ScoreJudge : JudgeMode
{
    private static readonly JudgePrompt s_prompt = JudgePrompt.BuiltIn("score");
    private readonly IReadOnlyList<Principle> _principles;
    private readonly string[] _verdicts;

    internal ScoreJudge(ToolSettings settings, JudgeOptions options, int scale)
        : base(options)
    {
        _principles = settings.Get(Principle.Option);
        _verdicts = [.. Enumerable.Range(1, scale).Select(number => number.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>The option of this mode beside the scale: principles.</summary>
    internal static IReadOnlyList<ToolOption> OwnOptions { get; } = [Principle.Option];

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<RewardOutcome>> ScoreAsync(IVerdicts verdicts, RolloutGroup group, CancellationToken cancellationToken)
    {
        var question = Question(group.Query);
        var answers = group.Completions.Select(completion => completion.Text).ToArray();
        var asked = answers.SelectMany(answer => _principles.Select(principle => Values(question, answer, principle))).ToList();
        var blank = answers.Select(JudgedAnswer.IsBlank).ToArray();
        var places = Enumerable.Range(0, asked.Count).Where(index => !blank[index / _principles.Count]).ToList();
        var found = await verdicts.AskAsync(s_prompt, _verdicts, [.. places.Select(place => asked[place])], cancellationToken);
        var byPlace = new (JudgeVerdict? Verdict, RewardOutcome? Instead)[asked.Count];
        for (var index = 0; index < found.Length; index++)
            byPlace[places[index]] = found[index];
        return [.. answers.Select((_, index) => blank[index]
            ? new RewardOutcome.Scored(1) { Reason = "no answer: blanks and punctuation" }
            : Outcome(byPlace.AsSpan(index * _principles.Count, _principles.Count)))];
    }

    /// <summary>What stands in the places of the prompt.</summary>
    internal Dictionary<string, string> Values(string question, string answer, Principle principle) => new()
    {
        ["rubric"] = Options.Rubric,
        ["query"] = Fence.Around("question", question, answer),
        ["answer"] = Fence.Around("answer", answer, question),
        ["criterion"] = principle.Question,
        ["scale"] = _verdicts[^1],
    };

    private RewardOutcome Outcome(ReadOnlySpan<(JudgeVerdict? Verdict, RewardOutcome? Instead)> found)
    {
        foreach (var (_, instead) in found)
        {
            if (instead is not null)
                return instead;
        }

        var verdicts = new JudgeVerdict[found.Length];
        for (var index = 0; index < verdicts.Length; index++)
            verdicts[index] = found[index].Verdict!;
        var parts = Parts(verdicts);
        double sum = 0;
        for (var index = 0; index < verdicts.Length; index++)
        {
            sum += _principles[index].Weight * verdicts[index].Expected;
            if (_principles[index] != Principle.Default)
                parts[_principles[index].Name] = verdicts[index].Expected;
        }

        return new RewardOutcome.Scored(sum / _principles.Sum(principle => principle.Weight)) { Parts = OrNone(parts), Reason = MassReason(parts) };
    }
}
