using Rlar.Inference;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>
/// The base of the judge's modes: which prompts a group needs, and what follows from the verdicts on them. Everything of a row stands between
/// <see cref="Fence"/> marks, and no text of a row becomes a control token.
/// </summary>
internal abstract class JudgeTool(ToolCard card, LocalModel model, JudgeOptions options) : ModelTool(card, [model], options.Run)
{
    /// <summary>Below this mass of the allowed verdicts the model hardly answered the question, and a part says so.</summary>
    internal const double LowMass = 1e-3;

    /// <summary>The options of all modes.</summary>
    protected JudgeOptions Options { get; } = options;

    /// <summary>The answer of a completion.</summary>
    protected string Answer(Completion completion) => JudgedAnswer.Of(completion.Text, Options.KeepsThinking);

    /// <summary>The question as the judge sees it: the one message, or the conversation with the speakers' names.</summary>
    protected static string Question(Query query) =>
        query.Prompt is [var only] ? only.Content : string.Join("\n\n", query.Prompt.Select(message => $"{message.Role}: {message.Content}"));

    /// <summary>Asks the model about prompts: a verdict, or why there is none.</summary>
    protected (JudgeVerdict? Verdict, RewardOutcome? Instead)[] Ask(
        ScoringModel opened,
        JudgePrompt prompt,
        IReadOnlyList<string> verdicts,
        IReadOnlyList<IReadOnlyDictionary<string, string>> asked,
        CancellationToken cancellationToken)
    {
        var reader = new VerdictReader(opened, verdicts);
        var answers = new (JudgeVerdict? Verdict, RewardOutcome? Instead)[asked.Count];
        var rows = new List<(int[] Tokens, IReadOnlyList<int> Borders)>();
        var places = new List<int>();
        var borders = new PromptBorders(prompt, reader);
        for (var index = 0; index < answers.Length; index++)
        {
            try
            {
                opened.CheckLength(asked[index].Values.Sum(text => (long)text.Length));
                var tokens = reader.Tokens(prompt.Render(asked[index]));
                rows.Add((tokens, borders.Of(asked[index], tokens)));
                places.Add(index);
            }
            catch (InferenceException error)
            {
                answers[index].Instead = new RewardOutcome.Failed("model", error.Message);
            }
        }

        foreach (var (place, verdict) in places.Zip(reader.Read(rows, cancellationToken)))
        {
            answers[place] = verdict.Mass >= Options.LeastMass
                ? (verdict, null)
                : (verdict,
                    new RewardOutcome.Unscorable(
                        $"{Card.Id}: the model gave {verdict.Mass:0.##E+0} to the allowed verdicts together, "
                        + $"and min-mass is {Options.LeastMass}"));
        }

        return answers;
    }

    /// <summary>The parts that every verdict has.</summary>
    protected static Dictionary<string, double> Parts(params IReadOnlyList<JudgeVerdict> verdicts)
    {
        var parts = new Dictionary<string, double>
        {
            ["confidence"] = verdicts.Average(verdict => verdict.Confidence),
            ["entropy"] = verdicts.Average(verdict => verdict.Entropy),
            ["mass"] = verdicts.Min(verdict => verdict.Mass),
        };
        if (parts["mass"] < LowMass)
            parts["low-mass"] = 1;
        return parts;
    }

    /// <summary>What is said of a small mass.</summary>
    protected static string? MassReason(IReadOnlyDictionary<string, double> parts) => parts.ContainsKey("low-mass")
        ? $"the model gave {parts["mass"]:0.##E+0} to the allowed verdicts together: it hardly answers this question"
        : null;
}
