using Rlar.Agents.Scouting.Cards;

namespace Rlar.Agents.Scouting;

/// <summary>
/// How well a model fits a task by what it claims: fixed features of typed facts, each between 0.0 and 1.0, so that no sentence of a card can weigh more than
/// its feature. It decides the order in which models are tried, and nothing else.
/// </summary>
/// <param name="Task">The share of the task's words that name, tags or card have, each counted once.</param>
/// <param name="Meaning">The cosine of task and card by an embedder, 0 where it is negative or there is no embedder.</param>
/// <param name="Reward">Whether it says that it is a reward model, preference model or reranker: 1, or 0.</param>
/// <param name="Scores">Whether its files show one output: 1, or 0 where they are not known yet.</param>
/// <param name="Evidence">Whether it claims a number on a known benchmark: 1, or 0. The number itself is never used: nobody has checked it.</param>
/// <param name="Flags">The share of the kinds of warnings that its card earns.</param>
public sealed record ClaimScore(double Task, double Meaning, double Reward, double Scores, double Evidence, double Flags)
{
    /// <summary>The weighted sum by which models are ordered: 0.4 task, 0.2 meaning, 0.2 reward, 0.15 scores, 0.05 evidence, minus 0.5 flags.</summary>
    public double Total => 0.4 * Task + 0.2 * Meaning + 0.2 * Reward + 0.15 * Scores + 0.05 * Evidence - 0.5 * Flags;

    /// <summary>The claims of a candidate.</summary>
    /// <param name="task">The task.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="meaning">The cosine of task and card, or 0.</param>
    public static ClaimScore Of(ScoutTask task, ModelCandidate candidate, double meaning)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(candidate);
        var card = candidate.Card;
        var words = CardWords.Of(candidate.Name).Concat(card.Tags.SelectMany(CardWords.Of)).Concat(card.Words).ToHashSet(StringComparer.Ordinal);
        return new ClaimScore(
            (double)task.Words.Count(words.Contains) / task.Words.Count,
            Math.Clamp(meaning, 0, 1),
            words.Overlaps(["reward", "preference", "reranker", "rerank", "rm", "scorer", "verifier"]) ? 1 : 0,
            candidate.Shape.Outputs == 1 ? 1 : 0,
            card.Metrics.Count > 0 ? 1 : 0,
            (double)card.Flags.Count / Enum.GetValues<CardFlag>().Length);
    }
}
