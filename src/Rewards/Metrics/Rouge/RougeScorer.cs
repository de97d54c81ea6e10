using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Metrics.Rouge;

/// <summary>
/// ROUGE (Lin 2004) as rouge-score 0.1.2 computes it: answers against the references of one row. It keeps what it knows of the references between
/// answers and its memory between rows; it is for one thread at a time.
/// </summary>
/// <param name="options">The settings.</param>
/// <param name="types">What is computed.</param>
public sealed class RougeScorer(RougeOptions options, params IReadOnlyList<RougeType> types)
{
    /// <summary>Most words of a reference where subsequences are looked for: the time grows with the product of the lengths.</summary>
    private const int MostWords = 20_000;

    private readonly int _orders = types.Contains(RougeType.Rouge2) ? 2 : types.Contains(RougeType.Rouge1) ? 1 : 0;
    private readonly bool _aligns = types.Contains(RougeType.RougeL) || types.Contains(RougeType.RougeLsum);
    private readonly WordNumbers _vocabulary = new();
    private readonly List<(RougeText Text, NgramCounts Ngrams)> _references = [];
    private readonly RougeText _answer = new();
    private readonly Scratch<int> _known = new();
    private readonly CommonSubsequence _subsequence = new();
    private readonly SummaryOverlap _summary = new();
    private int _count;
    private bool _readsScripts;

    /// <summary>The longest text so far, in characters.</summary>
    internal int LongestText { get; private set; }

    /// <summary>What is computed, in the order of the results.</summary>
    public IReadOnlyList<RougeType> Types { get; } = types;

    /// <summary>Whether any reference has a word.</summary>
    internal bool HasWords => _references.Take(_count).Any(reference => reference.Text.Words.Length > 0);

    /// <summary>Why a result of the answer scored last is 0 without having been computed, or null.</summary>
    public string? Remark { get; private set; }

    /// <summary>Sets the references that the next answers are scored against.</summary>
    /// <param name="references">At least one; an empty one is allowed, and scores 0.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ToolException">A reference is too long to be compared with.</exception>
    public void SetReferences(IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0)
            throw new ArgumentException("ROUGE needs at least one reference.", nameof(references));
        _vocabulary.Clear();
        _count = references.Count;
        while (_references.Count < _count)
            _references.Add((new RougeText(), new NgramCounts()));
        _readsScripts = options.ReadsScripts && references.Any(RougeText.HasOtherScript);
        for (var r = 0; r < _count; r++)
        {
            var (text, ngrams) = _references[r];
            LongestText = Math.Max(LongestText, references[r].Length);
            text.Read(references[r], options, _readsScripts, _vocabulary, isReference: true);
            if (_aligns && text.Words.Length > MostWords)
                throw new ToolException(
                    $"A reference has {text.Words.Length} words, more than the {MostWords} that rougeL and rougeLsum align; "
                    + "cut it into rows.");
            ngrams.Clear(ReferenceSize.Checked((long)_orders * text.Words.Length));
            ngrams.AddReference(text.Words, _orders);
        }
    }

    /// <summary>Scores an answer. Of several references, each variant takes the first with the greatest F measure.</summary>
    /// <param name="answer">The answer, possibly empty.</param>
    /// <param name="scores">[<see cref="Types"/>] written.</param>
    public void Score(ReadOnlySpan<char> answer, Span<RougeScore> scores)
    {
        _answer.Read(answer, options, _readsScripts, _vocabulary, isReference: false);
        Remark = null;
        LongestText = Math.Max(LongestText, answer.Length);
        if (Types.Contains(RougeType.RougeL))
            KeepKnown();
        Span<int> matches = stackalloc int[2];
        for (var r = 0; r < _count; r++)
        {
            var (reference, ngrams) = _references[r];
            matches.Clear();
            ngrams.Match(_answer.Words, matches[.._orders]);
            for (var t = 0; t < Types.Count; t++)
            {
                var score = Of(Types[t], reference, matches);
                if (r == 0 || score.FMeasure > scores[t].FMeasure)
                    scores[t] = score;
            }
        }
    }

    private RougeScore Of(RougeType type, RougeText reference, ReadOnlySpan<int> matches)
    {
        var (words, known) = (_answer.Words.Length, reference.Words.Length);
        switch (type)
        {
            case RougeType.Rouge1:
            case RougeType.Rouge2:
                var order = type == RougeType.Rouge1 ? 1 : 2;
                return RougeScore.Of(matches[order - 1], NgramCounts.CountOf(words, order), NgramCounts.CountOf(known, order));
            case RougeType.RougeL:
                return RougeScore.Of(_subsequence.Length(reference.Words, _known.Items, _vocabulary.Count), words, known);
            case RougeType.RougeLsum:
                var hits = _summary.Hits(reference, _answer, _vocabulary.Count);
                if (hits >= 0)
                    return RougeScore.Of(hits, words, known);
                Remark = $"rougeLsum: {words} words of answer against {reference.SentenceCount} sentences are too many to align";
                return default;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Not a variant of ROUGE.");
        }
    }

    // A word that no reference has is in no subsequence.
    private void KeepKnown()
    {
        _known.Clear();
        foreach (var word in _answer.Words)
        {
            if (word >= 0)
                _known.Add(word);
        }
    }
}
