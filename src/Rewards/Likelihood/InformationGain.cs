using System.Globalization;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Templates;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Likelihood;

/// <summary>How much likelier each step of a completion makes the reference answer.</summary>
internal sealed class InformationGain : LikelihoodTool
{
    private const int MostSteps = 64;
    private static readonly ToolOption<string> s_steps = StepRule.Option("paragraph");
    private static readonly ToolOption<string> s_length =
        ToolOption.Choice("length", "token", "Whether the reference counts by its mean log p a token, or by that of the whole text.", "token", "text");
    private static readonly ToolOption<string> s_measure =
        ToolOption.Choice("measure", "probability", "What is subtracted.", "probability", "log-probability");
    private static readonly ToolOption<string> s_lead =
        ToolOption.Text("lead", "\n\nThe answer is: ", "What stands between the completion and the reference.");
    private readonly StepRule _steps;
    private readonly bool _perToken;
    private readonly bool _logarithm;
    private readonly string _lead;

    private InformationGain(ToolCard card, ToolSettings settings, LocalModel model)
        : base(card, [model], RunOf(settings))
    {
        _steps = StepRule.Of(settings.Get(s_steps));
        _perToken = settings.Get(s_length) == "token";
        _logarithm = settings.Get(s_measure) == "log-probability";
        _lead = settings.Get(s_lead);
    }

    /// <summary>The tool of the family <c>igpo</c> over a model.</summary>
    internal static ToolDefinition Define(LocalModel model) => new(
        new ToolCard
        {
            Id = $"igpo/{model.Name}",
            Kind = ToolKind.RewardModel,
            Description = "Information gain: p(reference | prompt and completion) - p(reference | prompt), "
                + "with the gain of each step as a part. p is the geometric mean over the reference's tokens. "
                + "It does not judge the final answer.",
            Requires = [ToolRequirement.Prompt, ToolRequirement.WrittenReference],
            AsksModel = true,
            Range = new ValueRange(-1, 1),
            Cost = ToolCost.Expensive,
            LimitsItself = true,
            Provenance = "arXiv 2510.14967",
        },
        Revision: 3,
        [.. RunOptions, s_steps, s_length, s_measure, s_lead],
        (card, settings) => new InformationGain(
            settings.Get(s_measure) == "probability" ? card : card with { Range = new ValueRange(-10, 10) }, settings, model))
    {
        Facts = [new ToolFact("model", () => model.Identity)],
        ReadsThinking = true,
    };

    /// <inheritdoc/>
    protected override IReadOnlyList<TokenRow> Rows(ScoringModel model, Query query, string completion)
    {
        var turns = ScoringModel.Turns(query.Prompt);
        var steps = _steps.Split(completion);
        if (steps.Count > MostSteps)
            steps = [.. steps.Take(MostSteps - 1), string.Concat(steps.Skip(MostSteps - 1))];
        var rows = new List<TokenRow>();
        for (var count = 0; count <= steps.Count; count++)
        {
            var said = string.Concat(steps.Take(count)).TrimEnd();
            // With nothing said the answer opens the turn, so the lead's own line ends go.
            var given = said.Length == 0 ? _lead.TrimStart() : said + _lead;
            foreach (var reference in References(query))
                rows.Add(model.Row(turns, TurnRole.Assistant, given, reference));
        }

        return rows;
    }

    /// <inheritdoc/>
    protected override RewardOutcome Judge(
        Query query,
        IReadOnlyList<ScoringModel> opened,
        IReadOnlyList<IReadOnlyList<TokenRow>> rows,
        IReadOnlyList<IReadOnlyList<double[]>> values)
    {
        var after = values[0].Select(Value).Chunk(References(query).Count).Select(chunk => chunk.Max()).ToArray();
        var parts = new Dictionary<string, double> { ["before"] = after[0] };
        for (var step = 1; step < after.Length; step++)
            parts[string.Create(CultureInfo.InvariantCulture, $"step-{step}")] = after[step] - after[step - 1];
        return new RewardOutcome.Scored(after[^1] - after[0]) { Parts = parts };
    }

    private static List<string> References(Query query) => [.. query.References.Where(text => !string.IsNullOrWhiteSpace(text))];

    private double Value(double[] logps)
    {
        var logarithm = _perToken ? LikelihoodRewards.Mean(logps) : LikelihoodRewards.Sum(logps);
        return _logarithm ? logarithm : Math.Exp(logarithm);
    }
}
