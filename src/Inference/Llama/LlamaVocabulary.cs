using System.Text;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama.Grammar;
using Rlar.Inference.Llama.Tokens;
using Rlar.Inference.Native;
using Rlar.Inference.Templates.Jinja;

namespace Rlar.Inference.Llama;

/// <summary>
/// The tokens of a model, and the ids of texts: those of the tokenizer.json beside the model's file where there is one with the same vocabulary, else
/// those of the engine's own tokenizer. Safe for several threads.
/// </summary>
public sealed unsafe class LlamaVocabulary : IGrammarTokens
{
    // The attributes unknown, unused and control.
    private const int NoText = 1 | 2 | 8;
    private readonly LlamaModelHandle _model;
    private readonly nint _vocabulary;
    private readonly bool _hasTokenizer;
    private readonly bool _lacksSpecial;
    private readonly string _path;
    private readonly EngineVocabulary _engine;
    private readonly TokenKinds _kinds;
    private readonly TextSource? _source;
    // Filled as they are asked for; two threads that fill one at a time write the same.
    private readonly byte[]?[] _pieces;

    internal LlamaVocabulary(LlamaModelHandle model, GgufFile file, string path, string? tokenizer)
    {
        _model = model;
        _path = path;
        _engine = new EngineVocabulary(model, path);
        _kinds = new TokenKinds(_engine, file);
        Grammars = new GrammarCache(this);
        _vocabulary = LlamaNative.llama_model_get_vocab(model);
        _hasTokenizer = _engine.Kind != VocabularyKind.None;
        Size = _engine.Size;
        _pieces = new byte[]?[Size];
        if (!_hasTokenizer)
        {
            if (tokenizer is not null)
                throw new InferenceException($"{path}: the file holds no tokenizer, so {tokenizer} cannot be held against it. Give token ids, no texts.");
            return;
        }

        // The engine takes token 11 for both where a file of byte pairs names none: a comma to GPT-2.
        bool Names(string which) => _engine.Kind != VocabularyKind.BytePair || file.Number($"tokenizer.ggml.{which}_token_id") is not null;
        BeginningOfText = Names("bos") ? Token(LlamaNative.llama_vocab_bos(_vocabulary)) : null;
        EndOfText = Names("eos") ? Token(LlamaNative.llama_vocab_eos(_vocabulary)) : null;
        Separator = Token(LlamaNative.llama_vocab_sep(_vocabulary));
        AddsBeginning = LlamaNative.llama_vocab_get_add_bos(_vocabulary) != 0;
        AddsEnd = LlamaNative.llama_vocab_get_add_eos(_vocabulary) != 0;
        AddsSeparator = LlamaNative.llama_vocab_get_add_sep(_vocabulary) != 0;
        IsWordPiece = _engine.Kind == VocabularyKind.WordPiece;
        _lacksSpecial = ((AddsBeginning || IsWordPiece) && BeginningOfText is null) || (AddsEnd && EndOfText is null) || (IsWordPiece && Separator is null);
        _source = TextSource.Of(_engine, _kinds, file, Frame(), (BeginningOfText, EndOfText), tokenizer);
        // BERT's have their own tokens around a text, whatever the file says.
        if (!IsWordPiece)
        {
            AddsBeginning = BeginningOfText is { } first && _source.Frame.Before.Contains(first);
            AddsEnd = EndOfText is { } last && _source.Frame.After.Contains(last);
        }

        Ends = EndTokens.Of(this, file); // tokenizes what the template writes after an answer
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

    /// <summary>Whether texts can be given to the model: whether its file has a tokenizer.</summary>
    internal bool HasTexts => _source is not null;

    /// <summary>The file whose tokenizer gives the ids of texts; null where the engine's own does.</summary>
    public string? TokenizerFile => _source?.File;

    /// <summary>
    /// What whoever gives texts to the model should know, in a sentence each: a tokenizer file that lies beside it and is another model's, kinds of text
    /// whose ids are known not to be those that the model's own tokenizer gives. Empty where the ids are the model's own. Asks the engine about some forty
    /// texts, which takes milliseconds.
    /// </summary>
    /// <param name="special">How texts will be read: with <see cref="SpecialTokens.Recognise"/> more can differ.</param>
    public IReadOnlyList<string> Warnings(SpecialTokens special) => _source?.Warnings(special) ?? [];

    /// <summary>The tokens of a text. A lone surrogate counts as U+FFFD.</summary>
    /// <param name="text">
    /// The text. Where the engine tokenizes: up to 256 MiB of UTF-8; 1 MiB where the vocabulary is of byte pairs, whose pre-tokenizers recurse.
    /// </param>
    /// <param name="addSpecial">Whether the tokens that the model puts around a text are added.</param>
    /// <param name="special">What text that is written like a special token becomes.</param>
    /// <exception cref="InferenceException">The file has no tokenizer, or the text is too long or cannot be written with the vocabulary.</exception>
    public int[] Tokenize(string text, bool addSpecial, SpecialTokens special)
    {
        ArgumentNullException.ThrowIfNull(text);
        // What the tokens that are to be added are, the file has to say.
        if (addSpecial && _lacksSpecial)
            throw new InferenceException($"{_path}: the tokenizer of the file puts tokens around a text and does not say which: the file is damaged.");
        var ids = Tokenize(text, special, continues: false);
        return addSpecial ? [.. _source!.Frame.Before, .. ids, .. _source.Frame.After] : ids;
    }

    /// <summary>The tokens of a text, without those around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="special">What text that is written like a special token becomes.</param>
    /// <param name="continues">Whether something stands before the text, such as a special token: some vocabularies mark the start of a text.</param>
    /// <exception cref="InferenceException">The file has no tokenizer, or the text is too long or cannot be written with the vocabulary.</exception>
    internal int[] Tokenize(string text, SpecialTokens special, bool continues)
    {
        if (_source is null)
            throw new InferenceException($"{_path}: the file holds no tokenizer, so no text can be given to the model. Give token ids instead.");
        return text.Length == 0 ? [] : _source.Tokens.Ids(text, special, continues);
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
    internal int Attributes(int token) => _engine.Attributes(token);

    /// <summary>Whether a token steers the model, so that no text from outside may become it.</summary>
    internal bool IsControl(int token) => _kinds.IsControl(token);

    /// <summary>Whether a token is a piece of text as any other.</summary>
    internal bool IsText(int token) => _kinds.IsText(token);

    /// <summary>Whether a token takes the white space before it, and that after it, where special tokens are looked for.</summary>
    internal (bool Before, bool After) TakesSpace(int token) => _source?.Tokens.TakesSpace(token) ?? default;

    /// <summary>A text as its tokens will spell it where the vocabulary composes characters (NFC); else the text itself.</summary>
    internal string Composed(string text) => _source?.Tokens.Composed(text) ?? text;

    /// <summary>How many tokens the model was trained with after every text.</summary>
    internal int After => _source?.Frame.After.Length ?? 0;

    /// <summary>The tokens that the model was trained with before every text.</summary>
    internal IReadOnlyList<int> Before => _source?.Frame.Before ?? [];

    /// <summary>How the file writes its special tokens, control or not.</summary>
    internal HashSet<string> Marks() => Enumerable.Range(0, Size)
        .Where(token => (Attributes(token) & (EngineVocabulary.Control | EngineVocabulary.UserDefined)) != 0)
        .Select(Written)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The chat template of the model's file, for its first and last token; null where it uses what RLAR does not know.</summary>
    /// <param name="jinja">Its source.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="unknown">What is not known.</param>
    internal JinjaFamily? Template(string jinja, string name, out string? unknown) => JinjaFamily.Of(
        jinja, name, BeginningOfText is { } beginning ? Written(beginning) : "", EndOfText is { } end ? Written(end) : "", out unknown);

    /// <summary>How the file writes a token: a special token's own text, such as <c>&lt;|im_end|&gt;</c>.</summary>
    internal string Written(int token) => _engine.Written(token);

    private int? Token(int id) => id >= 0 && id < Size ? id : null;

    // As the engine does it: BERT's have both in any case, and other kinds what the file asks for.
    private TextFrame Frame()
    {
        return _engine.Kind switch
        {
            VocabularyKind.WordPiece => new TextFrame(Of(true, BeginningOfText), Of(true, Separator)),
            VocabularyKind.SentencePiece or VocabularyKind.BytePair or VocabularyKind.Unigram =>
                new TextFrame(Of(AddsBeginning, BeginningOfText), Of(AddsEnd, EndOfText)),
            _ => new TextFrame([], []),
        };

        static int[] Of(bool wanted, int? token) => wanted && token is { } id ? [id] : [];
    }
}
