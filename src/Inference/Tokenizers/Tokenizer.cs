using System.Collections.Concurrent;
using Rlar.Inference.Tokenizers.Decoders;
using Rlar.Inference.Tokenizers.Files;
using Rlar.Inference.Tokenizers.Models;
using Rlar.Inference.Tokenizers.Normalizers;
using Rlar.Inference.Tokenizers.PostProcessors;
using Rlar.Inference.Tokenizers.PreTokenizers;

namespace Rlar.Inference.Tokenizers;

/// <summary>
/// Text to tokens and back, as the model's own tokenizer does it: WordPiece, byte-level BPE, BPE with byte fallback, and Unigram, from a Hugging Face
/// <c>tokenizer.json</c> or a <c>vocab.txt</c>. Gives the ids and offsets of the tokenizers library 0.23. Safe for use by several threads.
/// </summary>
public sealed partial class Tokenizer
{
    private const int LargestKeptText = 1 << 18;

    private readonly TokenModel _model;
    private readonly Normalizer? _normalizer;
    private readonly PreTokenizer? _preTokenizer;
    private readonly PostProcessor? _postProcessor;
    private readonly Decoder? _decoder;
    private readonly RowTemplate? _single;
    private readonly RowTemplate? _pair;
    private readonly AddedTokenFinder? _finder;
    private readonly AddedTokenFinder? _normalizedFinder;
    private readonly Dictionary<string, int> _addedIds = [];
    private readonly Dictionary<int, string> _addedTokens = [];
    private readonly Dictionary<int, string> _decodedAs = [];
    private readonly HashSet<string> _specialWritten = [];
    private readonly Dictionary<int, (bool Before, bool After)> _takesSpace;
    private readonly ConcurrentBag<EncodingRoom> _rooms = [];

    internal Tokenizer(TokenizerParts parts, bool bytesToModel = true)
    {
        (_model, _normalizer, _postProcessor, _decoder) = (parts.Model, parts.Normalizer, parts.PostProcessor, parts.Decoder);
        (_single, _pair) = parts.Rows;
        _preTokenizer = bytesToModel ? BytesToModel(parts.PreTokenizer, _model) : parts.PreTokenizer;
        foreach (var token in parts.AddedTokens)
        {
            _addedIds[token.Content] = token.Id;
            _addedTokens[token.Id] = token.Content;
            // The reference decodes to the normalized form, and knows a special token by its content only.
            _decodedAs[token.Id] = Written(token);
            if (token.Special)
                _ = _specialWritten.Add(token.Content);
        }

        (_finder, _normalizedFinder) = (Finder(parts.AddedTokens, normalized: false), Finder(parts.AddedTokens, normalized: true));
        SpecialIds = parts.AddedTokens.Where(token => token.Special).Select(token => token.Id).ToHashSet();
        _takesSpace = parts.AddedTokens.Where(token => token.LeftStrip || token.RightStrip)
            .ToDictionary(token => token.Id, token => (token.LeftStrip, token.RightStrip));
        ControlIds = parts.AddedTokens.Where(token => token.Special || ControlTokens.LooksLikeOne(token.Content)).Select(token => token.Id).ToHashSet();
        Forbid([]);
    }

    /// <summary>How many ids there are: one more than the highest.</summary>
    public int VocabularySize => Math.Max(_model.Vocabulary.IdLimit, _addedTokens.Count == 0 ? 0 : _addedTokens.Keys.Max() + 1);

    /// <summary>The ids of the special tokens.</summary>
    public IReadOnlySet<int> SpecialIds { get; }

    /// <summary>The tokens that steer a model, which no text becomes that stays text: the special ones, and those that are written like them.</summary>
    internal IReadOnlySet<int> ControlIds { get; private set; }

    /// <summary>The tokens that the file's template puts before a text and after it.</summary>
    internal (int[] Before, int[] After) Around => (_single?.Before ?? [], _single?.After ?? []);

    /// <summary>Loads a tokenizer.</summary>
    /// <param name="path">A <c>tokenizer.json</c>, or a <c>vocab.txt</c> of a WordPiece model (any file whose name ends with .txt).</param>
    /// <exception cref="InferenceException">The file cannot be read, is damaged, or uses something that is not supported; the message names the file, the
    /// JSON path and the type.</exception>
    public static Tokenizer Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? VocabularyText.Read(path) : TokenizerJson.Read(path));
    }

    /// <summary>Adds to <see cref="ControlIds"/>; to be called before the first text.</summary>
    /// <param name="ids">What else steers the model.</param>
    internal void Forbid(IReadOnlyCollection<int> ids)
    {
        ControlIds = ControlIds.Concat(ids).ToHashSet();
        _model.Forbid(ControlIds.Where(id => id != _model.UnknownId && _model.Vocabulary.TokenOf(id) is not null).ToHashSet());
    }

    /// <summary>A text in the form NFC where that is all that the file's normalizer does; else the text itself.</summary>
    internal string Composed(string text) => _normalizer is NormalForm { IsComposed: true } form ? form.Normalize(text) : text;

    /// <summary>Whether an added token takes the white space before it, and that after it.</summary>
    internal (bool Before, bool After) TakesSpace(int id) => _takesSpace.GetValueOrDefault(id);

    /// <summary>The id of a token as the file writes it, or null.</summary>
    /// <param name="token">The token, "Ġthe" for instance.</param>
    public int? IdOf(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _addedIds.TryGetValue(token, out var id) || (id = _model.Vocabulary.IdOf(token)) >= 0 ? id : null;
    }

    /// <summary>The token of an id as the file writes it, or null.</summary>
    /// <param name="id">The id.</param>
    public string? TokenOf(int id) => _addedTokens.TryGetValue(id, out var token) ? token : _model.Vocabulary.TokenOf(id);

    /// <summary>The text of tokens.</summary>
    /// <param name="ids">The ids; one that is not in the vocabulary is left out, as in the reference.</param>
    /// <param name="skipSpecial">Whether special tokens are left out.</param>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecial = true)
    {
        var tokens = new List<string>(ids.Length);
        foreach (var id in ids)
        {
            if ((_decodedAs.TryGetValue(id, out var token) || (token = _model.Vocabulary.TokenOf(id)) is not null)
                && !(skipSpecial && _specialWritten.Contains(token)))
                tokens.Add(token);
        }

        return _decoder is null ? string.Join(' ', tokens) : string.Concat(_decoder.Apply(tokens));
    }

    /// <summary>Where ByteLevel comes last and the model is BPE, the model takes the bytes, and no text in the byte alphabet is written.</summary>
    private static PreTokenizer? BytesToModel(PreTokenizer? preTokenizer, TokenModel model)
    {
        if (model is not BpeModel { TakesBytes: true } bpe)
            return preTokenizer;
        switch (preTokenizer)
        {
            case ByteLevel bytes:
                bpe.OverBytes = true;
                return bytes.WithoutBytes();
            case PreTokenizerSequence { Steps: [.., ByteLevel last] steps }:
                bpe.OverBytes = true;
                return new PreTokenizerSequence([.. steps.SkipLast(1), last.WithoutBytes()]);
            default:
                return preTokenizer;
        }
    }

    private string Written(AddedToken token) => token.Normalized && _normalizer is not null ? _normalizer.Normalize(token.Content) : token.Content;

    private AddedTokenFinder? Finder(IReadOnlyList<AddedToken> tokens, bool normalized)
    {
        var wanted = tokens.Where(token => token.Normalized == normalized).Select(token => (Written(token), token)).ToList();
        return wanted.Count == 0 ? null : new(wanted);
    }
}
