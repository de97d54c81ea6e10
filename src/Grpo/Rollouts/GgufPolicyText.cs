using Rlar.Inference;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Templates;

namespace Rlar.Grpo.Rollouts;

/// <summary>
/// The text of a GGUF model: its vocabulary, the tokenizer.json beside it where there is one, and the chat template of the file. A model whose file has no
/// template is one that continues text: its prompts are the contents of their messages, an empty line between two. No weights are loaded. Safe for several
/// threads.
/// </summary>
public sealed class GgufPolicyText : IPolicyText, IDisposable
{
    // A code point that no vocabulary has in a token: nothing is merged with it.
    private const string Stranger = "\U0010FFFF";
    private readonly LlamaModel _model;
    private readonly ChatTemplate? _template;
    private readonly int? _end;

    private GgufPolicyText(LlamaModel model, ChatTemplate? template)
    {
        _model = model;
        _template = template;
        var vocabulary = model.Vocabulary;
        EndTokens = vocabulary.Ends;
        _end = AfterAnswer() ?? vocabulary.EndOfText ?? (vocabulary.Ends.Count > 0 ? vocabulary.Ends.Min() : null);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<int> EndTokens { get; }

    /// <summary>Tokens of the vocabulary.</summary>
    public int Size => _model.Vocabulary.Size;

    /// <summary>How prompts are written, for people: the template's family and where it is from, or that there is none.</summary>
    public string Template => _template?.Name ?? "none (the model continues text)";

    /// <summary>Opens a model's text.</summary>
    /// <param name="path">The GGUF file.</param>
    /// <param name="template">
    /// One of <see cref="ChatTemplate.Families"/> to be taken in place of the file's template, or null (default): the file's, if it has one.
    /// </param>
    /// <exception cref="TrainingException">The file cannot be read, has no tokenizer, or its template is not known.</exception>
    public static GgufPolicyText Open(string path, string? template = null)
    {
        LlamaModel? model = null;
        try
        {
            model = LlamaModel.Load(path, new LlamaModelOptions { VocabularyOnly = true }, null, CancellationToken.None);
            if (!model.Vocabulary.HasTexts)
                throw new TrainingException($"{path}: the file holds no tokenizer, so that no row's text can be given to it. Train a model that has one.");
            return new GgufPolicyText(model, template is null && model.ChatTemplate is not { Length: > 0 } ? null : ChatTemplate.For(model, template));
        }
        catch (InferenceException error)
        {
            model?.Dispose();
            throw new TrainingException(error.Message, error);
        }
        catch
        {
            model?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="TrainingException">The prompt is empty, has a role that the template has no place for, or cannot be written.</exception>
    public int[] EncodePrompt(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            var tokens = _template is null ? Continued(query) : _template.Encode([.. query.Prompt.Select(message => Turn(query, message))], addAssistant: true);
            return tokens.Length > 0
                ? tokens
                : throw new TrainingException($"The row {query.Id} has an empty prompt, and the model has no start token that could stand for it.");
        }
        catch (InferenceException error)
        {
            throw new TrainingException($"The prompt of the row {query.Id} cannot be given to the policy: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Decoding the tokens gives the text again: they continue what stands before them, so that no space is put in front.</remarks>
    /// <exception cref="TrainingException">The model has no end token, or the text cannot be written with its vocabulary.</exception>
    public int[] EncodeCompletion(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (_end is not { } end)
            throw new TrainingException($"{_model.Path}: the model has no end token, so that nothing could teach it where a completion ends.");
        try
        {
            return [.. Continuation(text), end];
        }
        catch (InferenceException error)
        {
            throw new TrainingException($"A completion cannot be written with the policy's vocabulary: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> tokens) => _model.Vocabulary.Text(tokens, special: false);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Piece(int token) => _model.Vocabulary.TextPiece(token);

    /// <summary>Frees the vocabulary.</summary>
    public void Dispose() => _model.Dispose();

    private static ChatTurn Turn(Query query, Message message) => new(
        message.Role switch
        {
            "system" or "developer" => TurnRole.System,
            "user" => TurnRole.User,
            "assistant" => TurnRole.Assistant,
            "tool" => TurnRole.Tool,
            var other => throw new TrainingException(
                $"The row {query.Id} has a message of the role '{other}'; system, user, assistant and tool are known. Correct the row."),
        },
        message.Content);

    private int[] Continued(Query query)
    {
        var text = string.Join("\n\n", query.Prompt.Select(message => message.Content));
        return [.. _model.Vocabulary.Before, .. _model.Vocabulary.Tokenize(text, SpecialTokens.AsText, continues: false)];
    }

    // The engine puts a space before a text where the vocabulary is SentencePiece's, whether something stands before it or not.
    private int[] Continuation(string text)
    {
        var vocabulary = _model.Vocabulary;
        var tokens = vocabulary.Tokenize(text, SpecialTokens.AsText, continues: true);
        if (Decode(tokens) == text)
            return tokens;
        var stranger = vocabulary.Tokenize(Stranger, SpecialTokens.AsText, continues: true);
        var behind = vocabulary.Tokenize(Stranger + text, SpecialTokens.AsText, continues: true);
        return behind.AsSpan().StartsWith(stranger) ? behind[stranger.Length..] : tokens;
    }

    // What the template writes behind an answer, which need not be the end of a text.
    private int? AfterAnswer()
    {
        if (_template is null)
            return null;
        var chat = _template.EncodeSegments([new(TurnRole.User, "u"), new(TurnRole.Assistant, "a")], addAssistant: false);
        var answer = chat.Contents.LastOrDefault(segment => segment.Turn == 1);
        var end = Array.Find(chat.Tokens[(answer.Start + answer.Length)..], _model.Vocabulary.IsEnd);
        return answer.Length > 0 && _model.Vocabulary.IsEnd(end) ? end : null;
    }
}
