using Rlar.Inference;
using Rlar.Inference.Llama.Scoring;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Likelihood;

/// <summary>
/// The base of rewards that are made of the log-probabilities of texts: says which rows a completion needs, and what follows from their values.
/// The rows of a whole group are computed together.
/// </summary>
/// <param name="card">The tool's card.</param>
/// <param name="models">The models it asks; each gets the same texts.</param>
/// <param name="options">How they run.</param>
internal abstract class LikelihoodTool(ToolCard card, IReadOnlyList<LocalModel> models, ModelToolOptions options) : ModelTool(card, models, options)
{
    /// <summary>The definition of such a tool: what all of them have in common.</summary>
    /// <param name="id">The tool's id.</param>
    /// <param name="description">What it rewards, and what it does not see.</param>
    /// <param name="range">The range of its values.</param>
    /// <param name="source">The paper.</param>
    /// <param name="model">The model that it asks.</param>
    /// <param name="own">Its options beside <see cref="RunOptions"/>.</param>
    /// <param name="make">Makes the tool.</param>
    internal static ToolDefinition Define(
        string id,
        string description,
        ValueRange range,
        string source,
        LocalModel model,
        IReadOnlyList<ToolOption> own,
        Func<ToolCard, ToolSettings, IRewardTool> make) => new(
        new ToolCard
        {
            Id = id,
            Kind = ToolKind.RewardModel,
            Description = description,
            Requires = [ToolRequirement.Prompt],
            AsksModel = true,
            Range = range,
            Cost = ToolCost.Expensive,
            LimitsItself = true,
            Provenance = source,
        },
        Revision: 3,
        [.. RunOptions, .. own],
        make)
        {
            Facts = [new ToolFact("model", () => model.Identity)],
            ReadsThinking = true,
        };

    /// <summary>The options of all such tools: how the model runs.</summary>
    internal static IReadOnlyList<ToolOption> RunOptions { get; } = ModelToolOptions.Declared;

    /// <summary>The values of <see cref="RunOptions"/>.</summary>
    private protected static ModelToolOptions RunOf(ToolSettings settings) => ModelToolOptions.Read(settings);

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<RewardOutcome> Score(IReadOnlyList<ScoringModel> opened, RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(opened);
        ArgumentNullException.ThrowIfNull(group);
        var outcomes = new RewardOutcome?[group.Completions.Count];
        var asked = new IReadOnlyList<TokenRow>[opened.Count][];
        var values = new IReadOnlyList<double[]>[opened.Count][];
        for (var model = 0; model < opened.Count; model++)
            (asked[model], values[model]) = Compute(opened[model], group, outcomes, cancellationToken);
        for (var index = 0; index < outcomes.Length; index++)
        {
            outcomes[index] ??= Judge(
                group.Query,
                opened,
                [.. asked.Select(rows => rows[index])],
                [.. values.Select(rows => rows[index])]);
        }

        return outcomes!;
    }

    /// <summary>The rows that a completion needs of one model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="completion">The completion.</param>
    /// <exception cref="InferenceException">A row cannot be computed: this completion fails.</exception>
    protected abstract IReadOnlyList<TokenRow> Rows(ScoringModel model, Query query, string completion);

    /// <summary>What follows for one completion.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="opened">The models.</param>
    /// <param name="rows">The rows, by model.</param>
    /// <param name="values">Their log-probabilities, by model.</param>
    protected abstract RewardOutcome Judge(
        Query query,
        IReadOnlyList<ScoringModel> opened,
        IReadOnlyList<IReadOnlyList<TokenRow>> rows,
        IReadOnlyList<IReadOnlyList<double[]>> values);

    private bool Fits(ScoringModel model, Query query)
    {
        try
        {
            _ = Rows(model, query, ".");
            return true;
        }
        catch (InferenceException)
        {
            return false;
        }
    }

    private (IReadOnlyList<TokenRow>[] Asked, IReadOnlyList<double[]>[] Values) Compute(
        ScoringModel model, RolloutGroup group, RewardOutcome?[] outcomes, CancellationToken cancellationToken)
    {
        var asked = new IReadOnlyList<TokenRow>[outcomes.Length];
        for (var index = 0; index < outcomes.Length; index++)
        {
            try
            {
                asked[index] = outcomes[index] is null ? Rows(model, group.Query, group.Completions[index].Text) : [];
            }
            catch (InferenceException error)
            {
                asked[index] = [];
                // What a completion decides must not take it out of its group: the row fails only where it would with hardly any completion.
                outcomes[index] = Fits(model, group.Query)
                    ? new RewardOutcome.Scored(Card.Range.Min) { Reason = $"the lowest value, since this completion cannot be computed: {error.Message}" }
                    : new RewardOutcome.Failed("model", error.Message);
            }
        }

        var flat = model.Scorer.Score([.. asked.SelectMany(rows => rows)], cancellationToken);
        var values = new IReadOnlyList<double[]>[outcomes.Length];
        var next = 0;
        for (var index = 0; index < outcomes.Length; index++)
        {
            values[index] = [.. flat.Skip(next).Take(asked[index].Count)];
            next += asked[index].Count;
        }

        return (asked, values);
    }
}
