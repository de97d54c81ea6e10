using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Templates;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Likelihood;

/// <summary>What a policy that was trained on outcomes likes more than the model that it was trained from, token by token.</summary>
internal sealed class ImplicitProcessReward : LikelihoodTool
{
    private static readonly ToolOption<double> s_beta = ToolOption.Number("beta", 0.05, "The factor of the sum.", min: 1e-9, max: 1e9);
    private static readonly ToolOption<string> s_steps = StepRule.Option("newline");
    private readonly double _beta;
    private readonly StepRule _steps;
    private readonly bool _hasReference;

    private ImplicitProcessReward(ToolCard card, ToolSettings settings, LocalModel policy, LocalModel? reference)
        : base(card, reference is null ? [policy] : [policy, reference], RunOf(settings))
    {
        _hasReference = reference is not null;
        _beta = settings.Get(s_beta);
        _steps = StepRule.Of(settings.Get(s_steps));
    }

    /// <summary>The tool of the family <c>implicit-prm</c> over a model.</summary>
    internal static ToolDefinition Define(LocalModel model, LocalModels models)
    {
        var referenceModel = new ToolOption<LocalModel?>(
            "reference-model", "", "a model's name or file", "The model that the policy was trained from.",
            (_, name) => name.Length > 0 ? models.Find(name) : null)
        {
            Fact = ("reference-hash", found => found?.Identity ?? ""),
        };
        return Define(
            $"implicit-prm/{model.Name}",
            "Implicit process reward of a policy and its reference model (option reference-model): "
                + "beta times the sum of log pi(y) - log pi_ref(y), with a part for each step.",
            new ValueRange(-5, 5),
            "arXiv 2412.01981",
            model,
            [referenceModel, s_beta, s_steps],
            (card, settings) => new ImplicitProcessReward(card, settings, model, settings.Get(referenceModel)));
    }

    /// <inheritdoc/>
    protected override string? Missing(Query query) =>
        _hasReference ? base.Missing(query) : "it needs the option reference-model: the model that the policy was trained from";

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
