using Rlar.Inference;

namespace Rlar.Rewards.Models;

/// <summary>
/// The base of tools over a model with a head: takes the turn to compute, and turns what goes wrong into outcomes. A row that lacks what the card
/// needs is unscorable; a model that cannot be used is a failure.
/// </summary>
/// <typeparam name="TModel">What the model is loaded as.</typeparam>
/// <param name="card">The tool's card.</param>
/// <param name="model">The model.</param>
/// <param name="stripsThinking">Whether only what follows the thinking is judged.</param>
internal abstract class HeadTool<TModel>(ToolCard card, LocalModel model, bool stripsThinking) : IRewardTool
{
    /// <inheritdoc/>
    public ToolCard Card { get; } = card;

    /// <summary>The model.</summary>
    protected LocalModel From { get; } = model;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RewardOutcome>> ScoreAsync(RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (Card.Unmet(group.Query) is { } missing)
            return Whole(group, new RewardOutcome.Unscorable($"{Card.Id}: {missing}"));
        try
        {
            var loaded = await LoadAsync(From, cancellationToken);
            return await From.Shelf.ComputeAsync(stop => Score(loaded, group, stop), cancellationToken);
        }
        catch (ToolException error)
        {
            return Whole(group, new RewardOutcome.Unscorable($"{Card.Id}: {error.Message}"));
        }
        catch (InferenceException error)
        {
            return Whole(group, new RewardOutcome.Failed("model", error.Message));
        }
    }

    /// <summary>Loads the model, or gets it from the shelf.</summary>
    /// <param name="from">The model.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    protected abstract ValueTask<TModel> LoadAsync(LocalModel from, CancellationToken cancellationToken);

    /// <summary>Judges a group. Nothing else of the shelf computes meanwhile.</summary>
    /// <param name="loaded">The model.</param>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    protected abstract IReadOnlyList<RewardOutcome> Score(TModel loaded, RolloutGroup group, CancellationToken cancellationToken);

    /// <summary>What of a completion is judged; null where it is thinking without an answer, or blank.</summary>
    /// <param name="completion">The completion.</param>
    protected string? Judged(Completion completion)
    {
        var text = stripsThinking ? ThinkingSection.Answer(completion.Text)?.Trim() : completion.Text;
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static RewardOutcome[] Whole(RolloutGroup group, RewardOutcome outcome)
    {
        var outcomes = new RewardOutcome[group.Completions.Count];
        Array.Fill(outcomes, outcome);
        return outcomes;
    }
}
