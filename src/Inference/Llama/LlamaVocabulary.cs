using System.Text;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama.Grammar;
using Rlar.Inference.Native;

namespace Rlar.Inference.Llama;

/// <summary>The tokens of a model, and its own tokenizer as the native engine has it. Safe for several threads.</summary>
public sealed unsafe class LlamaVocabulary : IGrammarTokens
{
    private const int MaxTextBytes = 1 << 28;
    private const int BytePairs = 2;
    private const int WordPiece = 3;
    // The attributes unknown, unused and control.
    private const int NoText = 1 | 2 | 8;
    private readonly LlamaModelHandle _model;
    private readonly nint _vocabulary;
    private readonly bool _hasTokenizer;
    private readonly bool _lacksSpecial;
    private readonly bool _recurses;
    private readonly string _path;
    // Filled as they are asked for; two threads that fill one at a time write the same.
    private readonly byte[]?[] _pieces;

    internal LlamaVocabulary(LlamaModelHandle model, GgufFile file)
    {
        var path = file.Path;
        _model = model;
        _path = path;
        Grammars = new GrammarCache(this);
        _vocabulary = LlamaNative.llama_model_get_vocab(model);
        _hasTokenizer = LlamaNative.llama_vocab_type(_vocabulary) != 0;
        Size = LlamaNative.llama_vocab_n_tokens(_vocabulary);
        _pieces = new byte[]?[Size];
        if (!_hasTokenizer)
            return;
        BeginningOfText = Token(LlamaNative.llama_vocab_bos(_vocabulary));
        EndOfText = Token(LlamaNative.llama_vocab_eos(_vocabulary));
        Separator = Token(LlamaNative.llama_vocab_sep(_vocabulary));
        AddsBeginning = LlamaNative.llama_vocab_get_add_bos(_vocabulary) != 0;
        AddsEnd = LlamaNative.llama_vocab_get_add_eos(_vocabulary) != 0;
        AddsSeparator = LlamaNative.llama_vocab_get_add_sep(_vocabulary) != 0;
        _recurses = LlamaNative.llama_vocab_type(_vocabulary) == BytePairs;
        IsWordPiece = LlamaNative.llama_vocab_type(_vocabulary) == WordPiece;
        Ends = EndTokens.Of(this, file);
        _lacksSpecial = ((AddsBeginning || IsWordPiece) && BeginningOfText is null) || (AddsEnd && EndOfText is null) || (IsWordPiece && Separator is null);
    }

    /// <summary>How many tokens there are: each id is 0 to <see cref="Size"/> - 1.</summary>
    public int Size { get; }

    /// <summary>The token before a text, if the model has one.</summary>
    public int? BeginningOfText { get; }

    /// <summary>The token after a text, if the model has one.</summary>
    public int? EndOfText { get; }

    /// <summary>Whether the model was trained with <see cref="BeginningOfText"/> before every text.</summary>
    public bool AddsBeginning { get; }

    /// <summary>The token between two texts, if the model has one.</summary>
    public int? Separator { get; }

    /// <summary>The tokens with which the model says that it is done.</summary>
    internal IReadOnlySet<int> Ends { get; } = new HashSet<int>();

    /// <summary>Whether its tokenizer is BERT's.</summary>
    internal bool IsWordPiece { get; }

    /// <summary>Whether the model was trained with <see cref="EndOfText"/> after every text.</summary>
    public bool AddsEnd { get; }

    /// <summary>Whether the model was trained with <see cref="Separator"/> between texts.</summary>
    public bool AddsSeparator { get; }

    /// <summary>Grammars over these tokens.</summary>
    internal GrammarCache Grammars { get; }

    /// <summary>The tokens of a text. A lone surrogate counts as U+FFFD.</summary>
    /// <param name="text">The text, up to 256 MiB of UTF-8; 1 MiB where the vocabulary is of byte pairs, whose pre-tokenizers recurse.</param>
    /// <param name="addSpecial">Whether the tokens that the model puts around a text are added.</param>
    /// <param name="special">What text that is written like a special token becomes.</param>
    /// <exception cref="InferenceException">The file has no tokenizer, or the text is too long.</exception>
    public int[] Tokenize(string text, bool addSpecial, SpecialTokens special)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!_hasTokenizer)
            throw new InferenceException($"{_path}: the file holds no tokenizer, so no text can be given to the model. Give token ids instead.");
        // The engine asserts that there are the tokens which it is to add.
        if (addSpecial && _lacksSpecial)
            throw new InferenceException($"{_path}: the tokenizer of the file puts tokens around a text and does not say which: the file is damaged.");
        var bytes = Encoding.UTF8.GetBytes(text);
        var most = _recurses ? TextStack.MaxBytes : MaxTextBytes;
        if (bytes.Length > most)
            throw new InferenceException($"{_path}: a text of {bytes.Length} bytes cannot be tokenized at once; {most} is the most.");
        var parse = special == SpecialTokens.Recognise;
        using var alive = new HandleLease(_model);
        var tokens = new int[Math.Min(bytes.Length + 8, 1 << 14)];
        var count = _recurses
            ? TextStack.Run(bytes.Length, () => Tokenize(bytes, ref tokens, addSpecial, parse))
            : Tokenize(bytes, ref tokens, addSpecial, parse);

        return count >= 0 ? tokens[..count] : throw new InferenceException($"{_path}: the engine could not tokenize a text of {bytes.Length} bytes.");
    }

    /// <summary>The bytes of a token; they need not be whole characters.</summary>
    /// <param name="token">0 to <see cref="Size"/> - 1.</param>
    /// <param name="special">Whether special tokens are written out; they are empty otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException">The id is no token.</exception>
    /// <exception cref="InferenceException">The file has no tokenizer.</exception>
    public byte[] Piece(int token, bool special)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, Size);
        if (!_hasTokenizer)
            throw new InferenceException($"{_path}: the file holds no tokenizer, so its tokens have no text.");
        using var alive = new HandleLease(_model);
        var room = stackalloc byte[256];
        var count = LlamaNative.llama_token_to_piece(_vocabulary, token, room, 256, 0, special ? (byte)1 : (byte)0);
        if (count >= 0)
            return new ReadOnlySpan<byte>(room, count).ToArray();
        var bytes = new byte[-count];
        fixed (byte* target = bytes)
            count = LlamaNative.llama_token_to_piece(_vocabulary, token, target, bytes.Length, 0, special ? (byte)1 : (byte)0);
        return bytes[..Math.Max(count, 0)];
    }

    /// <summary>The text of tokens; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <param name="tokens">The ids.</param>
    /// <param name="special">Whether special tokens are written out; they are left out otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is no token.</exception>
    public string Text(ReadOnlySpan<int> tokens, bool special)
    {
        using var bytes = new MemoryStream();
        foreach (var token in tokens)
            bytes.Write(Piece(token, special));
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Whether the model says with this token that it is done: <see cref="EndTokens"/>.</summary>
    /// <param name="token">0 to <see cref="Size"/> - 1.</param>
    public bool IsEnd(int token) => Ends.Contains(token);

    /// <summary>Whether the engine takes a token for an end: one that the file declares, or that has a name like one.</summary>
    internal bool IsNamedEnd(int token)
    {
        using var alive = new HandleLease(_model);
        return _hasTokenizer && (uint)token < (uint)Size && LlamaNative.llama_vocab_is_eog(_vocabulary, token) != 0;
    }

    /// <summary>The bytes of a token as text has them: nothing for special tokens.</summary>
    internal ReadOnlySpan<byte> TextPiece(int token) => _pieces[token] ??= Piece(token, special: false);

    byte[] IGrammarTokens.BytesOf(int token) => (Attributes(token) & NoText) == 0 ? Piece(token, special: false) : [];

    /// <summary>What kind of token it is: the bits of <c>llama_token_attr</c>.</summary>
    internal int Attributes(int token)
    {
        using var alive = new HandleLease(_model);
        return _hasTokenizer && (uint)token < (uint)Size ? LlamaNative.llama_vocab_get_attr(_vocabulary, token) : 0;
    }

    /// <summary>How the file writes a token: a special token's own text, such as <c>&lt;|im_end|&gt;</c>.</summary>
    internal string Written(int token)
    {
        using var alive = new HandleLease(_model);
        return _hasTokenizer && (uint)token < (uint)Size ? LlamaLibrary.Text(LlamaNative.llama_vocab_get_text(_vocabulary, token)) : "";
    }

    private int Tokenize(byte[] bytes, ref int[] tokens, bool addSpecial, bool parse)
    {
        var count = Tokenize(bytes, tokens, addSpecial, parse);
        if (count >= 0)
            return count;
        tokens = new int[-count];
        return Tokenize(bytes, tokens, addSpecial, parse);
    }

    private int Tokenize(byte[] bytes, int[] tokens, bool addSpecial, bool parse)
    {
        fixed (byte* text = bytes)
        fixed (int* target = tokens)
        {
            // An empty array has no address, and the engine wants one.
            byte none = 0;
            return LlamaNative.llama_tokenize(
                _vocabulary, text == null ? &none : text, bytes.Length, target, tokens.Length,
                addSpecial ? (byte)1 : (byte)0, parse ? (byte)1 : (byte)0);
        }
    }

    private int? Token(int id) => id >= 0 && id < Size ? id : null;
}
