using Rlar.Inference;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>
/// A judge whose verdicts are read from a local model's probabilities. No text of a row becomes a control token. A row is unscorable where the model gives the
/// allowed verdicts too little probability on a plain answer, too, which no completion decides (<see cref="FaultFinding"/>).
/// </summary>
/// <param name="card">The tool's card.</param>
/// <param name="model">The model.</param>
/// <param name="run">How it runs.</param>
/// <param name="mode">How it is asked.</param>
/// <param name="leastMass">Below this mass of the allowed verdicts the model gave none.</param>
internal sealed class LocalJudge(ToolCard card, LocalModel model, ModelToolOptions run, JudgeMode mode, double leastMass) : ModelTool(card, [model], run)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<RewardOutcome> Score(IReadOnlyList<ScoringModel> opened, RolloutGroup group, CancellationToken cancellationToken) =>
        // Computes on the thread that asks, so that nothing is ever waited for.
        JudgeAsync(opened[0], mode.Judged(group), cancellationToken).GetAwaiter().GetResult();

    private async Task<IReadOnlyList<RewardOutcome>> JudgeAsync(ScoringModel opened, RolloutGroup group, CancellationToken cancellationToken)
    {
        var isLow = false;
        var faults = new FaultFinding(Card, mode, last => new LikelyVerdicts(opened, last ? 0 : leastMass, () => isLow = true));
        // Of each row: whether one is unscorable must not depend on what its completions are.
        bool? answers = leastMass > 0 ? await faults.AnswersAsync(group, cancellationToken) : null;
        return isLow
            ? Whole(group, new RewardOutcome.Unscorable(
                $"{Card.Id}: on a plain answer to this question the model gives the allowed verdicts together less than {leastMass} (min-mass): "
                + "it hardly judges"))
            : await faults.JudgeAsync(group, answers, cancellationToken);
    }

    private sealed class LikelyVerdicts(ScoringModel opened, double leastMass, Action low) : WatchedVerdicts
    {
        public override Task<(JudgeVerdict? Verdict, RewardOutcome? Instead)[]> AskAsync(
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
                    answers[index].Instead = Without(new RewardOutcome.Failed("model", error.Message));
                }
            }

            foreach (var (place, verdict) in places.Zip(reader.Read(rows, cancellationToken)))
            {
                answers[place].Verdict = verdict;
                if (verdict.Mass >= leastMass)
                    continue;
                low();
                answers[place].Instead = Without(new RewardOutcome.Unscorable($"the model gave {verdict.Mass:0.##E+0} to the allowed verdicts together"));
            }

            return Task.FromResult(answers);
        }
    }
}
