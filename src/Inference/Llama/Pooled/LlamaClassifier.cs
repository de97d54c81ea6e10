using Rlar.Inference.Gguf;
using Rlar.Inference.Heads;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Templates;

namespace Rlar.Inference.Llama.Pooled;

/// <summary>
/// A GGUF model with a classification head: reward models over conversations, rerankers over pairs, classifiers over texts.
/// One call at a time.
/// </summary>
public sealed class LlamaClassifier : ITextClassifier
{
    private readonly PooledLanes _pooled;
    private readonly string? _rerankTemplate;

    /// <summary>Makes a context for it.</summary>
    /// <param name="model">The model; freed with this where <paramref name="ownsModel"/>.</param>
    /// <param name="options">Sizes; the pooling is RANK whatever they say.</param>
    /// <param name="ownsModel">Whether the model is disposed of with this.</param>
    /// <exception cref="InferenceException">The model has no classification head, or the context cannot be made.</exception>
    public LlamaClassifier(LlamaModel model, LlamaPooledOptions options, bool ownsModel = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        _pooled = new PooledLanes(model, options with { Pooling = ModelPooling.Rank });
        _rerankTemplate = GgufFile.Read(model.Path).Text("tokenizer.chat_template.rerank");
        OwnsModel = ownsModel;
    }

    /// <inheritdoc/>
    public string Path => Model.Path;

    /// <summary>The model.</summary>
    public LlamaModel Model => _pooled.First.Model;

    /// <summary>The most tokens of a text.</summary>
    public int Longest => _pooled.First.Longest;

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => _pooled.First.Labels;

    /// <inheritdoc/>
    public HeadActivation Activation => HeadActivations.Default(Labels.Count, null);

    private bool OwnsModel { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ClassifiedText> Classify(IReadOnlyList<TextPair> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Run([.. texts.Select(text => text.Second is { } second
            ? PooledText.Pair(Model.Vocabulary, _rerankTemplate, text.Text, second, Longest)
            : PooledText.Single(Model.Vocabulary, text.Text, Longest))], cancellationToken);
    }

    /// <summary>
    /// The logits of conversations, written with a chat template. Of one that is too long the end of the last turn's content is cut, then the
    /// start of the one before it; what the template writes stays whole.
    /// </summary>
    /// <param name="conversations">Each of at least one turn; contents never become control tokens.</param>
    /// <param name="template">The model's template.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="InferenceException">A conversation does not fit even so, or the template does not take it.</exception>
    public IReadOnlyList<ClassifiedText> Classify(
        IReadOnlyList<IReadOnlyList<ChatTurn>> conversations, ChatTemplate template, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversations);
        ArgumentNullException.ThrowIfNull(template);
        return Run([.. conversations.Select(turns => Fitted(template.EncodeSegments(turns, addAssistant: false)))], cancellationToken);
    }

    /// <summary>Frees the context, and the model where it is this one's.</summary>
    public void Dispose()
    {
        _pooled.Dispose();
        if (OwnsModel)
            Model.Dispose();
    }

    private List<ClassifiedText> Run(List<EncoderRow> rows, CancellationToken cancellationToken) =>
        [.. _pooled.Run([.. rows.Select(row => row.Ids)], cancellationToken).Select((logits, index) => new ClassifiedText(logits, rows[index].Cut))];

    private EncoderRow Fitted(EncodedChat chat)
    {
        var tokens = chat.Tokens.ToList();
        var cut = Math.Max(0, tokens.Count - Longest);
        var left = cut;
        foreach (var (content, fromEnd) in chat.Contents.OrderByDescending(content => content.Start).Select((content, index) => (content, index == 0)))
        {
            // Later contents come first, so the places of those before them hold.
            var removed = Math.Min(left, fromEnd ? content.Length : Math.Max(0, content.Length - 1));
            tokens.RemoveRange(fromEnd ? content.Start + content.Length - removed : content.Start, removed);
            left -= removed;
        }

        return left == 0 ? new EncoderRow([.. tokens], null, cut)
            : throw new InferenceException($"{Path}: a conversation of {chat.Tokens.Length} tokens does not fit into the model's {Longest}.");
    }
}
