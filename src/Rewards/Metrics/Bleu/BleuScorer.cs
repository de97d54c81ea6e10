using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Metrics.Bleu;

/// <summary>BLEU's statistics of one segment after the other.</summary>
/// <param name="options">The settings.</param>
internal sealed class BleuScorer(BleuOptions options) : SegmentScorer
{
    private readonly BleuWords _words = new(options.Tokenizer, options.Lowercase);
    private readonly WordNumbers _vocabulary = new();
    private readonly NgramCounts _ngrams = new();
    private readonly Scratch<int> _symbols = new();
    private readonly Scratch<int> _lengths = new();

    /// <inheritdoc/>
    public override void Measure(ReadOnlySpan<char> hypothesis, Span<double> statistics)
    {
        var text = _words.Cut(hypothesis);
        var words = _words.Places;
        var symbols = _symbols.Resize(words.Length);
        for (var i = 0; i < words.Length; i++)
            symbols[i] = _vocabulary.Find(text.Slice(words[i].Start, words[i].Length));

        Span<int> matches = stackalloc int[options.MaxOrder];
        matches.Clear();
        _ngrams.Match(symbols, matches);
        statistics[0] = symbols.Length;
        statistics[1] = NearestLength(symbols.Length);
        for (var n = 0; n < matches.Length; n++)
        {
            statistics[2 + n] = matches[n];
            statistics[2 + matches.Length + n] = NgramCounts.CountOf(symbols.Length, n + 1);
        }
    }

    /// <inheritdoc/>
    protected override void Prepare(IReadOnlyList<string> references)
    {
        _vocabulary.Clear();
        _symbols.Clear();
        _lengths.Clear();
        long ngrams = 0;
        for (var r = 0; r < references.Count; r++)
        {
            var text = _words.Cut(references[r]);
            var words = _words.Places;
            var symbols = _symbols.Append(words.Length);
            for (var i = 0; i < words.Length; i++)
                symbols[i] = _vocabulary.Add(text.Slice(words[i].Start, words[i].Length));
            _lengths.Add(words.Length);
            for (var order = 1; order <= options.MaxOrder; order++)
                ngrams += NgramCounts.CountOf(words.Length, order);
        }

        _ngrams.Clear(ReferenceSize.Checked(ngrams));
        ReadOnlySpan<int> rest = _symbols.Items;
        for (var r = 0; r < references.Count; r++)
        {
            if (r == 0)
                _ngrams.AddReference(rest[.._lengths.Items[r]], options.MaxOrder);
            else
                _ngrams.AddAnother(rest[.._lengths.Items[r]], options.MaxOrder);
            rest = rest[_lengths.Items[r]..];
        }
    }

    // Of two that are equally near, the shorter.
    private int NearestLength(int length)
    {
        var nearest = _lengths.Items[0];
        foreach (var other in _lengths.Items)
        {
            var (old, now) = (Math.Abs(length - nearest), Math.Abs(length - other));
            if (now < old || now == old && other < nearest)
                nearest = other;
        }

        return nearest;
    }
}
