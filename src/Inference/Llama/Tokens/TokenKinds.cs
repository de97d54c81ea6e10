using Rlar.Inference.Gguf;
using Rlar.Inference.Tokenizers;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>
/// What a GGUF file says about its tokens. The engine marks more tokens as control tokens than the file does, by how they are written (Qwen's
/// and Gemma's HTML tag <c>&lt;/s&gt;</c>), and fewer (the marks of gpt-oss), so that the file is asked.
/// </summary>
/// <param name="engine">The engine's vocabulary.</param>
/// <param name="file">The file.</param>
internal sealed class TokenKinds(EngineVocabulary engine, GgufFile file)
{
    private const int NormalType = 1;
    private const int UnknownType = 2;
    private const int ControlType = 3;
    private const int UserDefinedType = 4;
    private const int UnusedType = 5;
    private readonly IReadOnlyList<int>? _types = (file.Metadata.GetValueOrDefault("tokenizer.ggml.token_type") as GgufArray)?.Integers;

    // What a vocabulary cannot write is this token, whatever its type; the defaults are the engine's.
    private readonly long _unknown = file.Number("tokenizer.ggml.unknown_token_id") ?? engine.Kind switch
    {
        VocabularyKind.SentencePiece => 0,
        VocabularyKind.WordPiece => 100,
        VocabularyKind.Unigram => 2,
        _ => -1,
    };

    /// <summary>Whether a token steers the model, so that no text from outside may become it.</summary>
    internal bool IsControl(int token) => token != _unknown && TypeOf(token) switch
    {
        ControlType => true,
        UserDefinedType => ControlTokens.LooksLikeOne(engine.Written(token)),
        _ => false,
    };

    /// <summary>Whether a token was added to the vocabulary and is looked for in every text.</summary>
    internal bool IsUserDefined(int token) => TypeOf(token) == UserDefinedType && !ControlTokens.LooksLikeOne(engine.Written(token));

    /// <summary>Whether the model has a place for the id, and no text.</summary>
    internal bool IsUnused(int token) => TypeOf(token) == UnusedType;

    /// <summary>Whether a token is a piece of text as any other.</summary>
    internal bool IsText(int token) => TypeOf(token) == NormalType;

    /// <summary>All tokens that steer the model.</summary>
    internal HashSet<int> Control() => [.. Enumerable.Range(0, engine.Size).Where(IsControl)];

    private int TypeOf(int token)
    {
        if (_types is not null)
            return (uint)token < (uint)_types.Count ? _types[token] : 0;
        var attributes = engine.Attributes(token);
        return (attributes & EngineVocabulary.Control) != 0 ? ControlType
            : (attributes & EngineVocabulary.UserDefined) != 0 ? UserDefinedType
            : (attributes & EngineVocabulary.Unknown) != 0 ? UnknownType
            : (attributes & EngineVocabulary.Unused) != 0 ? UnusedType : 0;
    }
}
