using Rlar.Inference.Heads;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Metrics;

/// <summary>The cosine between the vectors of answer and reference by a local model (Sentence-BERT, arXiv 1908.10084), the best over the references.</summary>
internal sealed class Similarity : HeadTool<ITextEmbedder>
{
    /// <summary>The model of the tool <c>similarity</c>.</summary>
    public const string DefaultModel = "all-minilm-l6-v2";

    private static readonly ToolOption<string> s_thinking = ThinkingOption.WithKeep();
    private static readonly ToolOption<string> s_long =
        ToolOption.Choice("long", "cut", "Whether a text beyond the model's length is cut, or read in windows.", "cut", "windows");
    private readonly LongText _longText;

    private Similarity(ToolCard card, LocalModel model, bool stripsThinking, LongText longText)
        : base(card, model, stripsThinking) => _longText = longText;

    /// <inheritdoc/>
    protected override ValueTask<ITextEmbedder> LoadAsync(LocalModel from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        return from.EmbedderAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<RewardOutcome> Score(ITextEmbedder loaded, RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(group);
        var references = group.Query.References.Select(text => text.Trim()).Where(text => text.Length > 0).ToList();
        var answers = group.Completions.Select(Judged).ToList();
        var vectors = loaded.EmbedTexts([.. references, .. answers.OfType<string>()], _longText, cancellationToken);
        var next = references.Count;
        return [.. answers.Select(answer => answer is null
            ? new RewardOutcome.Scored(Card.Range.Min) { Reason = "no answer" }
            : Best(vectors[next++], vectors, references.Count))];
    }

    // The model is looked at when a tool is made: nothing of it is read for a run that does not use it.
    /// <summary>The tool over a model. Options: long (cut; windows), thinking (auto; opened, none, keep).</summary>
    /// <param name="id">The tool's id.</param>
    /// <param name="name">The model's name or path.</param>
    /// <param name="models">Where models are looked up and kept.</param>
    internal static ToolDefinition Define(string id, string name, LocalModels models)
    {
        var model = new Lazy<LocalModel>(() => models.Find(name, ModelHead.Embedding), LazyThreadSafetyMode.PublicationOnly);
        return new ToolDefinition(
            new ToolCard
            {
                Id = id,
                Kind = ToolKind.Metric,
                Description = "Cosine of the sentence vectors of the answer (after the thinking) and the reference; the best reference counts. "
                    + "Sees topic and wording more than truth: a denial, another number or another name scores "
                    + "nearly as the reference does, and so may the question said again. "
                    + "A text beyond the model's length is cut (long=windows reads all of it).",
                Requires = [ToolRequirement.WrittenReference],
                AsksModel = true,
                Range = new ValueRange(-1, 1),
                Cost = ToolCost.Expensive,
                LimitsItself = true,
                Provenance = name,
            },
            Revision: 2,
            [s_thinking, s_long],
            (card, settings) => new Similarity(
                card, model.Value, settings.Get(s_thinking) != "keep", settings.Get(s_long) == "cut" ? LongText.Cut : LongText.Windows))
        {
            Facts = [new ToolFact("model", () => model.Value.Identity)],
        };
    }

    private static RewardOutcome.Scored Best(EmbeddedText answer, IReadOnlyList<EmbeddedText> vectors, int references)
    {
        var best = Enumerable.Range(0, references).MaxBy(index => Vectors.Cosine(vectors[index].Vector, answer.Vector));
        var parts = new Dictionary<string, double> { ["reference"] = best };
        if (answer.Cut + vectors[best].Cut > 0)
            parts["truncated"] = answer.Cut + vectors[best].Cut;
        return new RewardOutcome.Scored(Vectors.Cosine(vectors[best].Vector, answer.Vector)) { Parts = parts };
    }
}
