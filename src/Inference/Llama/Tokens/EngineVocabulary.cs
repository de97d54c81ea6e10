using System.Runtime.InteropServices;
using System.Text;
using Rlar.Inference.Native;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>The tokens of a loaded model as the engine has them, and the engine's own tokenizer. Safe for several threads.</summary>
internal sealed unsafe class EngineVocabulary
{
    /// <summary>The attributes of a token: bits of <c>llama_token_attr</c>.</summary>
    internal const int Unknown = 1 << 0, Unused = 1 << 1, Control = 1 << 3, UserDefined = 1 << 4, TakesBefore = 1 << 7, TakesAfter = 1 << 8;

    private const int MaxTextBytes = 1 << 28;
    private readonly LlamaModelHandle _model;
    private readonly nint _vocabulary;
    private readonly Lazy<SpellableText?> _spellable;

    internal EngineVocabulary(LlamaModelHandle model, string path)
    {
        _model = model;
        Path = path;
        _vocabulary = LlamaNative.llama_model_get_vocab(model);
        Kind = (VocabularyKind)LlamaNative.llama_vocab_type(_vocabulary);
        Size = LlamaNative.llama_vocab_n_tokens(_vocabulary);
        _spellable = new Lazy<SpellableText?>(() => Kind == VocabularyKind.SentencePiece ? SpellableText.Of(Enumerable.Range(0, Size).Select(Written)) : null);
    }

    /// <summary>The model's file.</summary>
    internal string Path { get; }

    /// <summary>How its tokens are made.</summary>
    internal VocabularyKind Kind { get; }

    /// <summary>How many tokens there are.</summary>
    internal int Size { get; }

    /// <summary>What kind of token it is: bits of <c>llama_token_attr</c>, where the engine may have changed what the file says.</summary>
    internal int Attributes(int token)
    {
        using var alive = new HandleLease(_model);
        return Kind != VocabularyKind.None && (uint)token < (uint)Size ? LlamaNative.llama_vocab_get_attr(_vocabulary, token) : 0;
    }

    /// <summary>How the file writes a token: a special token's own text, such as <c>&lt;|im_end|&gt;</c>.</summary>
    internal string Written(int token)
    {
        using var alive = new HandleLease(_model);
        return Kind != VocabularyKind.None && (uint)token < (uint)Size ? LlamaLibrary.Text(LlamaNative.llama_vocab_get_text(_vocabulary, token)) : "";
    }

    /// <summary>The bytes of <see cref="Written"/>; for as long as the model is loaded.</summary>
    internal ReadOnlySpan<byte> WrittenBytes(int token)
    {
        using var alive = new HandleLease(_model);
        return MemoryMarshal.CreateReadOnlySpanFromNullTerminated(LlamaNative.llama_vocab_get_text(_vocabulary, token));
    }

    /// <summary>Whether it has tokens for all of a text: a vocabulary of pieces may have none for a character, nor for its bytes.</summary>
    internal bool Spells(string text) => _spellable.Value?.Missing(text) is null;

    /// <summary>The tokens of a text by the engine's tokenizer, with nothing around it.</summary>
    /// <param name="text">The text, up to 256 MiB of UTF-8; 1 MiB where the vocabulary is of byte pairs, whose pre-tokenizers recurse.</param>
    /// <param name="parse">Whether special tokens are looked for.</param>
    /// <exception cref="InferenceException">The text is too long, or has a character at which the engine would end the process.</exception>
    internal int[] Tokenize(string text, bool parse)
    {
        if (_spellable.Value?.Missing(text) is { } missing)
            throw new InferenceException(
                $"{Path}: the vocabulary has no token for '{missing}' and none for its bytes, so the text cannot be given to the model.");
        var recurses = Kind == VocabularyKind.BytePair;
        var bytes = Encoding.UTF8.GetBytes(text);
        var most = recurses ? TextStack.MaxBytes : MaxTextBytes;
        if (bytes.Length > most)
            throw new InferenceException(
                $"{Path}: a text of {bytes.Length} bytes cannot be tokenized at once; {most} is the most"
                + $"{(recurses ? ", as long as the model's tokenizer.json does not lie beside the file" : "")}.");
        using var alive = new HandleLease(_model);
        var tokens = new int[Math.Min(bytes.Length + 8, 1 << 14)];
        var count = recurses
            ? TextStack.Run(bytes.Length, () => Tokenize(bytes, ref tokens, parse))
            : Tokenize(bytes, ref tokens, parse);
        return count >= 0 ? tokens[..count] : throw new InferenceException($"{Path}: the engine could not tokenize a text of {bytes.Length} bytes.");
    }

    private int Tokenize(byte[] bytes, ref int[] tokens, bool parse)
    {
        var count = Tokenize(bytes, tokens, parse);
        if (count >= 0)
            return count;
        tokens = new int[-count];
        return Tokenize(bytes, tokens, parse);
    }

    private int Tokenize(byte[] bytes, int[] tokens, bool parse)
    {
        fixed (byte* text = bytes)
        fixed (int* target = tokens)
        {
            // An empty array has no address, and the engine wants one.
            byte none = 0;
            return LlamaNative.llama_tokenize(
                _vocabulary, text == null ? &none : text, bytes.Length, target, tokens.Length, addSpecial: 0, parse ? (byte)1 : (byte)0);
        }
    }
}
