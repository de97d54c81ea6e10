using Rlar.Inference.Heads;
using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Onnx;

/// <summary>
/// Vectors for texts: an encoder's hidden states pooled over the tokens, of length 1 (Sentence-BERT, arXiv 1908.10084). The pooling is that of
/// <c>1_Pooling/config.json</c> beside the model, else the mean. A text's vector has the same bits alone and in any batch. Safe for several threads.
/// </summary>
public sealed class SentenceEmbedder : ITextEmbedder
{
    private readonly OnnxEncoder _encoder;
    private readonly Tokenizer _tokenizer;
    private readonly int _longest;
    private readonly ModelPooling _pooling;

    /// <summary>Takes an encoder.</summary>
    /// <param name="encoder">An encoder whose output is hidden states, [texts, tokens, width], or vectors, [texts, width]; disposed of with this.</param>
    /// <param name="tokenizer">Its tokenizer, with its template.</param>
    /// <param name="longest">The most tokens of a text, at least 3, where the files beside the model do not name fewer.</param>
    /// <exception cref="InferenceException">The model gives logits.</exception>
    public SentenceEmbedder(OnnxEncoder encoder, Tokenizer tokenizer, int longest = 512)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 3);
        if (encoder.Head != ModelHead.Embedding)
            throw new InferenceException($"{encoder.Path}: its output {encoder.Output} is no vector of a text: it is a classifier or a language model.");
        (_encoder, _tokenizer, _longest) = (encoder, tokenizer, Math.Min(longest, encoder.Config.Longest ?? longest));
        _pooling = encoder.Config.Pooling ?? ModelPooling.Mean;
    }

    /// <inheritdoc/>
    public string Path => _encoder.Path;

    /// <summary>The encoder.</summary>
    public OnnxEncoder Encoder => _encoder;

    /// <summary>A vector of length 1 for each text; the cosine of two is their dot product. A text that is too long is cut at its end.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Stops between runs.</param>
    /// <exception cref="InferenceException">The model refuses a text.</exception>
    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        [.. EmbedTexts(texts, LongText.Cut, cancellationToken).Select(text => text.Vector)];

    /// <inheritdoc/>
    public IReadOnlyList<EmbeddedText> EmbedTexts(IReadOnlyList<string> texts, LongText longText, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var rows = texts.Select(text => longText == LongText.Cut ? [_tokenizer.EncodeRow(text, _longest)] : _tokenizer.EncodeWindows(text, _longest)).ToList();
        var states = _encoder.Run([.. rows.SelectMany(windows => windows)], cancellationToken);
        var results = new List<EmbeddedText>(texts.Count);
        var done = 0;
        foreach (var windows in rows)
        {
            var pooled = windows.Select((window, index) => (Pooled(states[done + index], window.Ids.Length), (double)window.Ids.Length)).ToList();
            results.Add(new EmbeddedText(pooled.Count == 1 ? pooled[0].Item1 : Vectors.Mean(pooled), windows.Sum(window => window.Cut)));
            done += windows.Count;
        }

        return results;
    }

    /// <summary>The cosine of two embeddings, -1 to 1.</summary>
    /// <param name="one">An embedding.</param>
    /// <param name="other">Another of the same model.</param>
    public static double Cosine(ReadOnlySpan<float> one, ReadOnlySpan<float> other) => Vectors.Cosine(one, other);

    /// <inheritdoc/>
    public void Dispose() => _encoder.Dispose();

    private float[] Pooled(float[] states, int tokens)
    {
        if (ModelHeads.IsVector(_encoder.Output))
            return Vectors.Unit(Array.ConvertAll(states, value => (double)value));
        var width = states.Length / tokens;
        if (width * tokens != states.Length || width == 0)
            throw new InferenceException($"{_encoder.Path}: the output {_encoder.Output} holds no state for each token, so it cannot be pooled.");
        var sums = new double[width];
        var (first, last) = _pooling switch { ModelPooling.Cls => (0, 1), ModelPooling.Last => (tokens - 1, tokens), _ => (0, tokens) };
        for (var index = first * width; index < last * width; index++)
            sums[index % width] += states[index];
        return Vectors.Unit(sums);
    }
}
