using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Metrics.Ter;

/// <summary>TER's statistics of one segment after the other.</summary>
/// <param name="options">The settings.</param>
internal sealed class TerScorer(TerOptions options) : SegmentScorer
{
    /// <summary>
    /// Most words of a text that is aligned. sacrebleu has no such limit and would take hours; within it the search is sacrebleu's own, with its limits
    /// of 1000 shifts tried, 10 words moved and 50 words of distance.
    /// </summary>
    internal const int MostWords = 10_000;

    private readonly TerWords _words = new(options);
    private readonly WordNumbers _vocabulary = new();
    private readonly Scratch<int> _references = new();
    private readonly Scratch<int> _lengths = new();
    private readonly Scratch<int> _hypothesis = new();
    private readonly ShiftSearch _search = new();
    private int _tooLong;

    /// <inheritdoc/>
    public override string? Remark => _tooLong == 0 ? null : $"{_tooLong} words, more than the {MostWords} that are aligned: every one counts as an edit";

    /// <inheritdoc/>
    public override void Measure(ReadOnlySpan<char> hypothesis, Span<double> statistics)
    {
        var text = _words.Cut(hypothesis);
        var words = _words.Places;
        _tooLong = words.Length > MostWords ? words.Length : 0;
        var symbols = _hypothesis.Resize(_tooLong == 0 ? words.Length : 0);

        // Words that no reference has are all one: they match nothing, and that is all that is asked of a word.
        for (var i = 0; i < symbols.Length; i++)
            symbols[i] = _vocabulary.Find(text.Slice(words[i].Start, words[i].Length));

        ReadOnlySpan<int> rest = _references.Items;
        var (edits, total) = (int.MaxValue, 0L);
        foreach (var length in _lengths.Items)
        {
            edits = Math.Min(edits, Edits(rest[..length], symbols, words.Length));
            total += length;
            rest = rest[length..];
        }

        statistics[0] = edits;
        statistics[1] = (double)total / _lengths.Count;
    }

    /// <inheritdoc/>
    protected override void Prepare(IReadOnlyList<string> references)
    {
        _vocabulary.Clear();
        _references.Clear();
        _lengths.Clear();
        for (var r = 0; r < references.Count; r++)
        {
            var text = _words.CutReference(references[r]);
            var words = _words.Places;
            if (words.Length > MostWords)
                throw new ToolException($"A reference has {words.Length} words, more than the {MostWords} that TER aligns; cut it into segments.");
            var symbols = _references.Append(words.Length);
            for (var i = 0; i < words.Length; i++)
                symbols[i] = _vocabulary.Add(text.Slice(words[i].Start, words[i].Length));
            _lengths.Add(words.Length);
        }
    }

    private int Edits(ReadOnlySpan<int> reference, ReadOnlySpan<int> hypothesis, int words) =>
        reference.IsEmpty || _tooLong > 0 ? words : _search.Edits(reference, hypothesis);
}
