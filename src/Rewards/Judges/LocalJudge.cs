using Rlar.Inference;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>A judge whose verdicts are read from a local model's probabilities. No text of a row becomes a control token.</summary>
/// <param name="card">The tool's card.</param>
/// <param name="model">The model.</param>
/// <param name="run">How it runs.</param>
/// <param name="mode">How it is asked.</param>
/// <param name="leastMass">Below this mass of the allowed verdicts an answer is unscorable.</param>
internal sealed class LocalJudge(ToolCard card, LocalModel model, ModelToolOptions run, JudgeMode mode, double leastMass) : ModelTool(card, [model], run)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<RewardOutcome> Score(IReadOnlyList<ScoringModel> opened, RolloutGroup group, CancellationToken cancellationToken) =>
        mode.ScoreAsync(new LikelyVerdicts(opened[0], Card.Id, leastMass), group, cancellationToken).GetAwaiter().GetResult();

    // Computes on the thread that asks, so that nothing is ever waited for.
    private sealed class LikelyVerdicts(ScoringModel opened, string tool, double leastMass) : IVerdicts
    {
        public Task<(JudgeVerdict? Verdict, RewardOutcome? Instead)[]> AskAsync(
            JudgePrompt prompt,
            IReadOnlyList<string> allowed,
            IReadOnlyList<IReadOnlyDictionary<string, string>> asked,
            CancellationToken cancellationToken)
        {
            var reader = new VerdictReader(opened, allowed);
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
                answers[place] = verdict.Mass >= leastMass
                    ? (verdict, null)
                    : (verdict,
                        new RewardOutcome.Unscorable(
                            $"{tool}: the model gave {verdict.Mass:0.##E+0} to the allowed verdicts together, "
                            + $"and min-mass is {leastMass}"));
            }

            return Task.FromResult(answers);
        }
    }
}
