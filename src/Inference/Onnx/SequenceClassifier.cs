using Rlar.Inference.Heads;
using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Onnx;

/// <summary>
/// Scores of texts for each label of a classifier in ONNX. A text's logits have the same bits alone and in any batch. Safe for several threads.
/// </summary>
public sealed class SequenceClassifier : ITextClassifier
{
    private readonly OnnxEncoder _encoder;
    private readonly Tokenizer _tokenizer;
    private readonly int _longest;

    /// <summary>Takes an encoder.</summary>
    /// <param name="encoder">An encoder whose output is logits, [texts, labels]; disposed of with this.</param>
    /// <param name="tokenizer">Its tokenizer, with its template.</param>
    /// <param name="longest">The most tokens of a text, at least 3, where the files beside the model do not name fewer.</param>
    /// <param name="labels">The labels, where config.json does not name them (or is missing); null for none.</param>
    /// <exception cref="InferenceException">The model gives no logits, or other ones than the labels say.</exception>
    public SequenceClassifier(OnnxEncoder encoder, Tokenizer tokenizer, int longest = 512, IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 3);
        (_encoder, _tokenizer, _longest) = (encoder, tokenizer, Math.Min(longest, encoder.Config.Longest ?? longest));
        if (encoder.Head != ModelHead.Classification)
            throw new InferenceException(
                $"{encoder.Path}: its output {encoder.Output} is no logits of a classifier. "
                + "Models of vectors are for the tool 'similarity'.");
        // How many there are only a run says for sure.
        var count = encoder.Run([tokenizer.EncodeRow("a", _longest)], CancellationToken.None)[0].Length;
        var named = labels ?? encoder.Config.Labels;
        if (named.Count > 0 && named.Count != count)
            throw new InferenceException($"{encoder.Path}: gives {count} logits, and {named.Count} labels are named ({string.Join(", ", named)}).");
        Labels = named.Count > 0 ? named : [.. Enumerable.Range(0, count).Select(index => $"LABEL_{index}")];
        Activation = HeadActivations.Default(count, encoder.Config.ProblemType);
    }

    /// <inheritdoc/>
    public string Path => _encoder.Path;

    /// <summary>The encoder.</summary>
    public OnnxEncoder Encoder => _encoder;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels { get; }

    /// <inheritdoc/>
    public HeadActivation Activation { get; }

    /// <summary>The logits of each text, one for each label in the model's order; unbounded.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Stops between runs.</param>
    /// <exception cref="InferenceException">The model refuses a text.</exception>
    public IReadOnlyList<float[]> Logits(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. Classify([.. texts.Select(text => new TextPair(text))], cancellationToken).Select(text => text.Logits)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ClassifiedText> Classify(IReadOnlyList<TextPair> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var rows = texts
            .Select(text => text.Second is { } second
                ? _tokenizer.EncodePair(text.Text, second, _longest)
                : _tokenizer.EncodeRow(text.Text, _longest))
            .ToList();
        return [.. _encoder.Run(rows, cancellationToken).Select((logits, index) => new ClassifiedText(logits, rows[index].Cut))];
    }

    /// <inheritdoc/>
    public void Dispose() => _encoder.Dispose();
}
