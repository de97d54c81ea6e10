using System.Globalization;

namespace Rlar.Rewards.Judges;

/// <summary>Lets the model write down its reasons, then a number. For models strong enough to reason.</summary>
internal sealed class ReasonJudge : JudgeMode
{
    private static readonly ToolOption<int> s_reasonLength =
        ToolOption.Integer("reason-length", 400, "The most characters of the reasons.", 1, 10_000);
    private static readonly ToolOption<double> s_temperature =
        ToolOption.Number("temperature", 0, "How freely the reasons are drawn; 0: the likeliest token each time.", 0, 100);
    private static readonly ToolOption<int> s_seed = ToolOption.Integer("seed", 0, "Where the draws begin.");
    private static readonly JudgePrompt s_prompt = JudgePrompt.BuiltIn("reason");
    private readonly string _criterion;
    private readonly string[] _verdicts;

    internal ReasonJudge(ToolSettings settings, JudgeOptions options, int scale)
        : base(options)
    {
        _criterion = string.Join(' ', settings.Get(Principle.Option).Select(principle => principle.Question));
        _verdicts = [.. Enumerable.Range(1, scale).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        (Length, Temperature, Seed) = (settings.Get(s_reasonLength), settings.Get(s_temperature), settings.Get(s_seed));
        Reply = new JudgeReply(_verdicts, isNumber: true, Length);
    }

    /// <summary>The options of this mode beside the scale: principles, reason-length (400), temperature (0) and seed (0).</summary>
    internal static IReadOnlyList<ToolOption> OwnOptions { get; } = [Principle.Option, s_reasonLength, s_temperature, s_seed];

    /// <summary>What the model is to write.</summary>
    internal JudgeReply Reply { get; }

    /// <summary>The most characters of the reasons.</summary>
    internal int Length { get; }

    /// <summary>How freely the reasons are drawn.</summary>
    internal double Temperature { get; }

    /// <summary>Where the draws begin.</summary>
    internal int Seed { get; }

    /// <inheritdoc/>
    internal override async Task<IReadOnlyList<RewardOutcome>> ScoreAsync(IVerdicts verdicts, RolloutGroup group, CancellationToken cancellationToken)
    {
        var question = Question(group.Query);
        var answers = group.Completions.Select(completion => completion.Text).ToArray();
        var shown = Enumerable.Range(0, answers.Length).Where(index => !JudgedAnswer.IsBlank(answers[index])).ToArray();
        var outcomes = Whole(group, new RewardOutcome.Scored(1) { Reason = "no answer: blanks and punctuation" });
        var found = await verdicts.AskAsync(s_prompt, _verdicts, [.. shown.Select(index => Values(question, answers[index]))], cancellationToken);
        foreach (var (index, (verdict, instead)) in shown.Zip(found))
            outcomes[index] = instead ?? Outcome(verdict!);
        return outcomes;
    }

    private static RewardOutcome.Scored Outcome(JudgeVerdict verdict) => new(verdict.Expected)
    {
        Reason = verdict.Written!.Reasons,
        Parts = verdict.Written.Tokens is { } tokens ? new Dictionary<string, double> { ["tokens"] = tokens } : null,
    };

    private Dictionary<string, string> Values(string question, string answer) => new()
    {
        ["rubric"] = Options.Rubric,
        ["query"] = Fence.Around("question", question, answer),
        ["answer"] = Fence.Around("answer", answer, question),
        ["criterion"] = _criterion,
        ["scale"] = _verdicts[^1],
    };
}
