using Rlar.Inference.Heads;

namespace Rlar.Inference.Llama.Pooled;

/// <summary>Vectors of length 1 for texts from a GGUF model, pooled as its file says. One call at a time.</summary>
public sealed class LlamaEmbedder : ITextEmbedder
{
    private readonly PooledLanes _pooled;
    private readonly bool _ownsModel;

    /// <summary>Makes a context for it.</summary>
    /// <param name="model">The model; freed with this where <paramref name="ownsModel"/>.</param>
    /// <param name="options">Sizes and pooling.</param>
    /// <param name="ownsModel">Whether the model is disposed of with this.</param>
    /// <exception cref="InferenceException">The model has a classification head, or the context cannot be made.</exception>
    public LlamaEmbedder(LlamaModel model, LlamaPooledOptions options, bool ownsModel = false)
    {
        _pooled = new PooledLanes(model, options);
        _ownsModel = ownsModel;
        if (_pooled.First.Pooling != ModelPooling.Rank)
            return;
        _pooled.Dispose();
        throw new InferenceException($"{model.Path}: is a classifier or a reranker, which gives scores and no vectors.");
    }

    /// <inheritdoc/>
    public string Path => _pooled.First.Model.Path;

    /// <summary>How many numbers a vector has.</summary>
    public int Width => _pooled.First.Width;

    /// <summary>How a vector is made.</summary>
    public ModelPooling Pooling => _pooled.First.Pooling;

    /// <inheritdoc/>
    public IReadOnlyList<EmbeddedText> EmbedTexts(IReadOnlyList<string> texts, LongText longText, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vocabulary = _pooled.First.Model.Vocabulary;
        var rows = texts
            .Select(text => longText == LongText.Cut
                ? [PooledText.Single(vocabulary, text, _pooled.First.Longest)]
                : PooledText.Windows(vocabulary, text, _pooled.First.Longest))
            .ToList();
        var results = _pooled.Run([.. rows.SelectMany(windows => windows).Select(window => window.Ids)], cancellationToken);
        var embedded = new List<EmbeddedText>(texts.Count);
        var done = 0;
        foreach (var windows in rows)
        {
            var vectors = windows
                .Select((window, index) =>
                    (Vectors.Unit(Array.ConvertAll(results[done + index], value => (double)value)), (double)window.Ids.Length))
                .ToList();
            embedded.Add(new EmbeddedText(vectors.Count == 1 ? vectors[0].Item1 : Vectors.Mean(vectors), windows.Sum(window => window.Cut)));
            done += windows.Count;
        }

        return embedded;
    }

    /// <summary>Frees the context, and the model where it is this one's.</summary>
    public void Dispose()
    {
        _pooled.Dispose();
        if (_ownsModel)
            _pooled.First.Model.Dispose();
    }
}
