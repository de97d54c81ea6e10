using Rlar.Inference.Templates;
using Rlar.Inference.Templates.Jinja;

namespace Rlar.Inference.Llama.Chat;

/// <summary>
/// How a model's conversations are written: by the Jinja template of its file, as that stands there; by a family of llama.cpp's or of RLAR's own where
/// one is chosen, the file has none, or its template uses what RLAR does not know. Safe for several threads.
/// </summary>
/// <remarks>
/// Special tokens come from the template only: contents are text, whatever they look like. The tokens are those of the whole text tokenized at
/// once, but where a content is written like a special token of the model.
/// </remarks>
public sealed class ChatTemplate
{
    private readonly ChatFamily _family;
    private readonly ChatTokenizer _tokenizer;

    private ChatTemplate(ChatFamily family, ChatTemplateSource source, LlamaVocabulary vocabulary, string? difference = null)
    {
        Difference = difference;
        _family = family;
        _tokenizer = new ChatTokenizer(vocabulary);
        Source = source;
        Protects = HasBorders();
    }

    /// <summary>The family's name, such as "chatml".</summary>
    public string Family => _family.Name;

    /// <summary>Why it is this one.</summary>
    public ChatTemplateSource Source { get; }

    /// <summary>What keeps the file's own template from being followed, so that what is written may differ from it; null where nothing does.</summary>
    public string? Difference { get; }

    /// <summary>The family and why, for people: "chatml (the file's own)".</summary>
    public string Name => Source switch
    {
        ChatTemplateSource.File when Difference is not null => $"{Family} (not the file's own, which it may differ from: {Difference})",
        ChatTemplateSource.File => $"{Family} (the file's own)",
        ChatTemplateSource.Vocabulary => $"{Family} (by the vocabulary's special tokens; the file has no template)",
        _ => $"{Family} (chosen)",
    };

    /// <summary>
    /// Whether a special token stands between the turns of user and model, so that no content can begin a turn of its own. Families like Vicuna
    /// and Alpaca mark turns with plain text, which a content can imitate.
    /// </summary>
    public bool Protects { get; }

    /// <summary>The names that <see cref="For"/> takes: llama.cpp's own and RLAR's.</summary>
    /// <exception cref="InferenceException">llama.cpp cannot be used.</exception>
    public static IReadOnlyList<string> Families => [.. BuiltInFamily.All.Select(family => family.Name).Concat(OwnFamily.Names)];

    /// <summary>The template of a model: the file's own, or else the one whose special tokens the vocabulary has.</summary>
    /// <param name="model">The model.</param>
    /// <param name="choice">One of <see cref="Families"/> to take instead; null for none.</param>
    /// <exception cref="InferenceException">The choice is no family, or there is none and the model's is not known.</exception>
    public static ChatTemplate For(LlamaModel model, string? choice = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var vocabulary = model.Vocabulary;
        if (choice is not null)
        {
            return new ChatTemplate(
                ByName(choice, vocabulary)
                    ?? throw new InferenceException($"There is no chat template '{choice}'. Choose one of {string.Join(", ", Families)}."),
                ChatTemplateSource.Choice, vocabulary);
        }

        if (model.ChatTemplate is { Length: > 0 } jinja)
        {
            var own = OwnFamily.Mistaken(jinja);
            var family = own is null ? BuiltInFamily.Of(jinja) : (ChatFamily?)OwnFamily.Of(own, vocabulary);
            if (family is null && OwnFamily.Recognise(jinja) is { } recognised)
                family = OwnFamily.Of(recognised, vocabulary);
            return vocabulary.Template(jinja, family?.Name ?? "jinja", out var unknown) is { } file
                ? new ChatTemplate(file, ChatTemplateSource.File, vocabulary)
                : new ChatTemplate(
                    family
                        ?? throw new InferenceException(
                            $"{model.Path}: the chat template of the file is not known ({unknown}). Choose one of {string.Join(", ", Families)}."),
                    ChatTemplateSource.File, vocabulary, unknown);
        }

        return FamilyMarks.Find(vocabulary.Marks()) is { } found
            ? new ChatTemplate(ByName(found, vocabulary)!, ChatTemplateSource.Vocabulary, vocabulary)
            : throw new InferenceException(
                $"{model.Path}: the file has no chat template, and its vocabulary has the special tokens of none: "
                + $"it may be a model that only continues text. Choose one of {string.Join(", ", Families)}.");
    }

    /// <summary>The tokens of a conversation, with the model's first token once where it wants one.</summary>
    /// <param name="messages">The turns; at least one.</param>
    /// <param name="addAssistant">Whether the start of the model's next turn is added (some families have none).</param>
    /// <exception cref="InferenceException">There is no turn, the family has no place for one, or a text cannot be kept from becoming a
    /// control token.</exception>
    public int[] Encode(IReadOnlyList<ChatTurn> messages, bool addAssistant) => EncodeSegments(messages, addAssistant).Tokens;

    /// <summary>The tokens of a conversation, and where its contents lie.</summary>
    /// <param name="messages">The turns; at least one. A family without system messages has them before the next user turn's content.</param>
    /// <param name="addAssistant">Whether the start of the model's next turn is added (some families have none).</param>
    /// <exception cref="InferenceException">There is no turn, the family has no place for one, or a text cannot be kept from becoming a
    /// control token.</exception>
    public EncodedChat EncodeSegments(IReadOnlyList<ChatTurn> messages, bool addAssistant) => _tokenizer.Encode(Pieces(messages, addAssistant));

    /// <summary>
    /// The tokens of a conversation and of what the model is to have said then, up to its end: as it stood there when it wrote. The file's template
    /// begins the answer (<c>add_generation_prompt</c>) and does not get to see it, as it may cut or move thoughts; elsewhere the answer is a turn.
    /// </summary>
    /// <param name="turns">The turns before.</param>
    /// <param name="answer">What the model said.</param>
    /// <exception cref="InferenceException">As of <see cref="EncodeSegments"/>.</exception>
    public EncodedChat EncodeAnswer(IReadOnlyList<ChatTurn> turns, string answer)
    {
        ArgumentNullException.ThrowIfNull(turns);
        if (_family is JinjaFamily && turns.Count > 0)
        {
            var opened = _family.Pieces(turns, addAssistant: true);
            if (!opened.SequenceEqual(_family.Pieces(turns, addAssistant: false)))
                return _tokenizer.Encode([.. opened, new ChatPiece(answer, turns.Count)]);
        }

        return EncodeSegments([.. turns, new ChatTurn(TurnRole.Assistant, answer)], addAssistant: false);
    }

    /// <summary>The text of a conversation, for people: control tokens and contents that look like them cannot be told apart in it.</summary>
    /// <param name="messages">The turns; at least one.</param>
    /// <param name="addAssistant">Whether the start of the model's next turn is added (some families have none).</param>
    /// <exception cref="InferenceException">There is no turn, or the family has no place for one.</exception>
    public string Render(IReadOnlyList<ChatTurn> messages, bool addAssistant) => string.Concat(Pieces(messages, addAssistant).Select(piece => piece.Text));

    private static ChatFamily? ByName(string name, LlamaVocabulary vocabulary) =>
        (ChatFamily?)BuiltInFamily.All.FirstOrDefault(family => family.Name == name) ?? OwnFamily.Of(name, vocabulary);

    private List<ChatPiece> Pieces(IReadOnlyList<ChatTurn> messages, bool addAssistant)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return messages.Count > 0 ? _family.Pieces(messages, addAssistant) : throw new InferenceException("A conversation without turns cannot be written.");
    }

    private bool HasBorders()
    {
        var pieces = _family.Pieces([new(TurnRole.User, "u"), new(TurnRole.Assistant, "a"), new(TurnRole.User, "v")], addAssistant: true);
        var contents = pieces.Count(piece => piece.Turn >= 0);
        // From the first content on, every text of the template: between two contents, and after the last.
        var between = pieces.SkipWhile(piece => piece.Turn < 0).Where(piece => piece.Turn < 0).ToList();
        return between.Count >= contents - 1 && pieces[^1].Turn < 0 && between.TrueForAll(piece => _tokenizer.HasSpecial(piece.Text));
    }
}
