using Rlar.Rewards.Metrics.Segments;
using Rlar.Rewards.Reading;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Metrics.Chrf;

/// <summary>chrF's statistics of one segment after the other.</summary>
/// <param name="metric">The metric.</param>
internal sealed class ChrfScorer(ChrfMetric metric) : SegmentScorer
{
    private readonly ChrfOptions _options = metric.Options;
    private readonly WordNumbers _vocabulary = new();
    private readonly List<Reference> _references = [];
    private readonly WordList _words = new();
    private readonly Scratch<char> _lower = new();
    private readonly Scratch<int> _points = new();
    private readonly Scratch<int> _symbols = new();
    private int _count;

    private sealed class Reference
    {
        internal NgramCounts Characters { get; } = new();

        internal NgramCounts Words { get; } = new();

        internal int CharacterCount { get; set; }

        internal int WordCount { get; set; }
    }

    /// <inheritdoc/>
    public override void Measure(ReadOnlySpan<char> hypothesis, Span<double> statistics)
    {
        Read(hypothesis, isReference: false);
        Span<int> matches = stackalloc int[_options.CharOrder + _options.WordOrder];
        Span<double> candidate = stackalloc double[statistics.Length];
        double best = -1;
        for (var r = 0; r < _count; r++)
        {
            matches.Clear();
            var reference = _references[r];
            reference.Characters.Match(_points.Items, matches[.._options.CharOrder]);
            reference.Words.Match(_symbols.Items, matches[_options.CharOrder..]);
            for (var n = 0; n < matches.Length; n++)
            {
                var isWord = n >= _options.CharOrder;
                var order = isWord ? n - _options.CharOrder + 1 : n + 1;
                var known = NgramCounts.CountOf(isWord ? reference.WordCount : reference.CharacterCount, order);

                // Where the reference has no n-gram of an order, those of the hypothesis are not held against it.
                candidate[3 * n] = known == 0 ? 0 : NgramCounts.CountOf(isWord ? _symbols.Count : _points.Count, order);
                candidate[3 * n + 1] = known;
                candidate[3 * n + 2] = matches[n];
            }

            var score = metric.Score(candidate);
            if (score > best)
            {
                best = score;
                candidate.CopyTo(statistics);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Prepare(IReadOnlyList<string> references)
    {
        _vocabulary.Clear();
        _count = references.Count;
        while (_references.Count < _count)
            _references.Add(new Reference());
        for (var r = 0; r < _count; r++)
        {
            Read(references[r], isReference: true);
            var reference = _references[r];
            reference.CharacterCount = _points.Count;
            reference.WordCount = _symbols.Count;
            reference.Characters.Clear(ReferenceSize.Checked((long)_options.CharOrder * _points.Count));
            reference.Characters.AddReference(_points.Items, _options.CharOrder);
            reference.Words.Clear(ReferenceSize.Checked((long)_options.WordOrder * _symbols.Count));
            reference.Words.AddReference(_symbols.Items, _options.WordOrder);
        }
    }

    // The code points, and the numbers of the words.
    private void Read(ReadOnlySpan<char> text, bool isReference)
    {
        if (_options.Lowercase)
        {
            PythonLowercase.To(text, _lower);
            text = _lower.Items;
        }

        CodePoints.Of(text, _options.Whitespace, _points);
        _symbols.Clear();
        if (_options.WordOrder == 0)
            return;
        _words.Clear();
        _words.Split(text);
        foreach (var (start, length) in _words.Places)
        {
            var word = text.Slice(start, length);
            var cut = Cut(word);
            AddWord(word[..cut], isReference);
            if (cut < length)
                AddWord(word[cut..], isReference);
        }
    }

    private void AddWord(ReadOnlySpan<char> word, bool isReference) => _symbols.Add(isReference ? _vocabulary.Add(word) : _vocabulary.Find(word));

    // One punctuation mark of ASCII is a word of its own, at the end or, where there is none, at the beginning of a word. Such marks are one
    // UTF-16 unit long, and a word of one character is a word whatever it is.
    private static int Cut(ReadOnlySpan<char> word)
    {
        if (word.Length == 1)
            return 1;
        if (char.IsAscii(word[^1]) && IsMark(word[^1]))
            return word.Length - 1;
        return char.IsAscii(word[0]) && IsMark(word[0]) ? 1 : word.Length;
    }

    private static bool IsMark(char c) => c is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');
}
