using Rlar.Inference.Heads;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Llama.Pooled;
using Rlar.Inference.Templates;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.RewardModels;

/// <summary>A trained model's score of an answer: one label's logit, or what it is calibrated to.</summary>
internal sealed class RewardModelTool : HeadTool<ITextClassifier>
{
    private readonly RewardModelOptions _options;

    internal RewardModelTool(ToolCard card, LocalModel model, RewardModelOptions options)
        : base(card, model, stripsThinking: !options.Thinking) => _options = options;

    /// <inheritdoc/>
    protected override ValueTask<ITextClassifier> LoadAsync(LocalModel from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        return from.ClassifierAsync(_options.Labels, cancellationToken);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<RewardOutcome> Score(ITextClassifier loaded, RolloutGroup group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(group);
        var label = LabelOf(loaded);
        var references = _options.Activation == "par"
            ? group.Query.References.Where(text => !string.IsNullOrWhiteSpace(text)).Take(_options.References).ToList()
            : [];
        var answers = group.Completions.Select(Judged).ToList();
        var asked = references.Concat(answers.OfType<string>()).ToList();
        var results = Classified(loaded, group.Query, asked, cancellationToken);
        var against = results.Take(references.Count).Select(result => Odds(result, label)).ToList();
        var next = references.Count;
        return [.. answers.Select(answer => answer is null
            ? new RewardOutcome.Scored(Card.Range.Min) { Reason = "no answer" }
            : Outcome(loaded, results[next++], label, against))];
    }

    private int LabelOf(ITextClassifier loaded)
    {
        if (_options.Label.Length > 0)
            return HeadActivations.IndexOf(loaded.Labels, _options.Label);
        return loaded.Labels.Count <= 2 ? loaded.Labels.Count - 1
            : throw new ToolException($"the model has {loaded.Labels.Count} labels ({string.Join(", ", loaded.Labels)}); say which one is scored: label=...");
    }

    private IReadOnlyList<ClassifiedText> Classified(ITextClassifier loaded, Query query, List<string> answers, CancellationToken cancellationToken)
    {
        var chats = loaded is LlamaClassifier { Model.Generates: true };
        var input = _options.Input == "auto" ? chats ? "chat" : loaded.Labels.Count == 1 ? "pair" : "completion" : _options.Input;
        switch (input)
        {
            case "completion":
                return loaded.Classify([.. answers.Select(answer => new TextPair(answer))], cancellationToken);
            case "pair":
                return loaded.Classify([.. answers.Select(answer => new TextPair(query.Question, answer))], cancellationToken);
            default:
                if (loaded is not LlamaClassifier classifier)
                    throw new ToolException("an ONNX model has no chat template here; ask it with input=pair or input=completion");
                var template = _options.Template == "auto" ? ChatTemplate.For(classifier.Model) : ChatTemplate.For(classifier.Model, _options.Template);
                From.Note(template);
                var turns = ScoringModel.Turns(query.Prompt);
                return classifier.Classify(
                    [.. answers.Select(answer => (IReadOnlyList<ChatTurn>)[.. turns, new ChatTurn(TurnRole.Assistant, answer)])],
                    template, cancellationToken);
        }
    }

    private RewardOutcome.Scored Outcome(ITextClassifier loaded, ClassifiedText result, int label, List<double> against)
    {
        var activation = _options.Activation switch
        {
            "logit" => HeadActivation.Logit,
            "sigmoid" => HeadActivation.Sigmoid,
            "softmax" => HeadActivation.Softmax,
            _ => loaded.Activation,
        };
        double value;
        if (_options.Activation == "par")
        {
            // PAR (arXiv 2502.18770): the mean over the references of sigmoid(k (r - r_ref)).
            var odds = Odds(result, label);
            value = against.Average(other => HeadActivations.Sigmoid(_options.Steepness * (odds - other)));
        }
        else
        {
            value = HeadActivations.Apply(activation, result.Logits, label);
            if (_options.Activation == "auto" && activation == HeadActivation.Logit)
                throw new ToolException("the model is one of regression, whose values have no bounds: say activation=logit, or sigmoid or par");
            value = !_options.Negate ? value : activation == HeadActivation.Logit ? -value : 1 - value;
        }

        var parts = new Dictionary<string, double> { ["logit"] = result.Logits[label] };
        if (result.Cut > 0)
            parts["truncated"] = result.Cut;
        return new RewardOutcome.Scored(value) { Parts = parts };
    }

    // The reward as PAR takes it: the only logit, or how far the label's is above all the others.
    private double Odds(ClassifiedText result, int label)
    {
        var odds = (double)result.Logits[label];
        if (result.Logits.Length > 1)
        {
            var others = result.Logits.Where((_, index) => index != label).ToArray();
            var most = others.Max();
            odds -= most + Math.Log(others.Sum(other => Math.Exp((double)other - most)));
        }

        return _options.Negate ? -odds : odds;
    }
}
