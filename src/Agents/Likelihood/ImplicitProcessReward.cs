using Rlar.Agents.Library;
using Rlar.Agents.Models;
using Rlar.Agents.Rewards;
using Rlar.Inference.Heads;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Scoring;

namespace Rlar.Agents.Likelihood;

/// <summary>What a policy that was trained on outcomes likes more than the model that it was trained from, token by token.</summary>
internal sealed class ImplicitProcessReward : LikelihoodTool
{
    private readonly double _beta;
    private readonly StepRule _steps;
    private readonly bool _hasReference;

    private ImplicitProcessReward(ToolCard card, ToolSettings settings, LocalModel policy, LocalModel? reference)
        : base(card, reference is null ? [policy] : [policy, reference], ModelToolOptions.Read(settings))
    {
        settings.Fact("model", policy.Hash);
        settings.Fact("reference-hash", reference?.Hash ?? "");
        _hasReference = reference is not null;
        _beta = settings.Number("beta", 0.05, min: 1e-9, max: 1e9);
        _steps = StepRule.Read(settings, "newline");
    }

    /// <summary>The family <c>implicit-prm</c>.</summary>
    internal static ToolFamily Family(LocalModels models, Lazy<IReadOnlyList<string>> listed) =>
        new("implicit-prm", listed, name => Define(models.Find(name, ModelHead.Text), models));

    private static ToolDefinition Define(LocalModel model, LocalModels models) => Define(
        $"implicit-prm/{model.Name}",
        "Implicit process reward of a policy and its reference model (option reference-model): "
            + "beta times the sum of log pi(y) - log pi_ref(y), with a part for each step.",
        new ValueRange(-5, 5),
        "arXiv 2412.01981",
        (card, settings) => new ImplicitProcessReward(
            card, settings, model,
            settings.Text("reference-model", "") is { Length: > 0 } name ? models.Find(name) : null));

    /// <inheritdoc/>
    protected override string? Missing(Query query) =>
        _hasReference ? base.Missing(query) : "the option reference-model: the model that the policy was trained from";

    /// <inheritdoc/>
    protected override IReadOnlyList<TokenRow> Rows(ScoringModel model, Query query, string completion) =>
        [model.Row(ScoringModel.Turns(query.Prompt), TurnRole.Assistant, "", completion)];

    /// <inheritdoc/>
    protected override RewardOutcome Judge(
        Query query,
        IReadOnlyList<ScoringModel> opened,
        IReadOnlyList<IReadOnlyList<TokenRow>> rows,
        IReadOnlyList<IReadOnlyList<double[]>> values)
    {
        var (policy, reference) = (values[0][0], values[1][0]);
        var tokens = rows[0][0].Tokens.Skip(rows[0][0].PromptLength).ToArray();
        if (!tokens.SequenceEqual(rows[1][0].Tokens.Skip(rows[1][0].PromptLength)))
            return new RewardOutcome.Failed(
                "model",
                "policy and reference model write the completion in different tokens, so their probabilities "
                + "cannot be compared: give a pair with one vocabulary.");
        var parts = new Dictionary<string, double> { ["tokens"] = tokens.Length };
        var start = 0;
        var step = 0;
        foreach (var end in _steps.Ends(opened[0].Vocabulary, tokens))
        {
            parts[$"step-{++step}"] = LikelihoodRewards.Implicit(policy.AsSpan(start..end), reference.AsSpan(start..end), _beta);
            start = end;
        }

        return new RewardOutcome.Scored(LikelihoodRewards.Implicit(policy, reference, _beta)) { Parts = parts };
    }
}
