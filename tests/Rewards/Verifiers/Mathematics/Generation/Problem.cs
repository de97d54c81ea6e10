namespace Rlar.Rewards.Tests.Verifiers.Mathematics.Generation;

/// <summary>A gold answer and the ways to write it right or wrong; where the gold has a value, each way that has one is held to its
/// label.</summary>
internal sealed class Problem(string kind, string gold, Probe? value = null)
{
    private readonly List<Candidate> _candidates = [];

    public Problem(string kind, string gold, double value)
        : this(kind, gold, (_, _) => value)
    {
    }

    public string Kind => kind;

    public string Gold => gold;

    public IReadOnlyList<Candidate> Candidates => _candidates;

    /// <summary>Whether the answer is one thing, so that two things are a hedge and not a list.</summary>
    public bool IsSingle { get; init; }

    public Problem Right(string rewrite, string text, Shape shape = Shape.Latex) => Add(new(rewrite, text, shape, true));

    public Problem Right(string rewrite, string text, double number, Shape shape = Shape.Latex) =>
        Right(rewrite, text, (_, _) => number, shape);

    public Problem Right(string rewrite, string text, Probe probe, Shape shape = Shape.Latex) => Probes.Same(value!, probe)
        ? Right(rewrite, text, shape)
        : throw new InvalidOperationException($"{kind}/{rewrite}: '{text}' is not '{gold}'.");

    public Problem Wrong(string rewrite, string text, Shape shape = Shape.Latex) => Add(new(rewrite, text, shape, false));

    /// <summary>Left out where the slip happens to change nothing.</summary>
    public Problem Wrong(string rewrite, string text, double number, Shape shape = Shape.Latex) =>
        Wrong(rewrite, text, (_, _) => number, shape);

    /// <inheritdoc cref="Wrong(string, string, double, Shape)"/>
    public Problem Wrong(string rewrite, string text, Probe probe, Shape shape = Shape.Latex) =>
        Probes.Differ(value!, probe) ? Wrong(rewrite, text, shape) : this;

    /// <summary>A decimal with too few digits to stand for the exact value.</summary>
    public Problem Rough(string rewrite, string text, Shape shape = Shape.Latex) => Wrong(rewrite, text, double.Parse(text), shape);

    /// <summary>A wrong way of one thing, to stand beside the gold in a hedge or before the right answer.</summary>
    public Candidate? Decoy(Draw draw)
    {
        var decoys = _candidates.Where(one => !one.IsEqual && one.Shape == Shape.Latex
            && !one.Text.Contains(" or ", StringComparison.Ordinal)).ToArray();
        return decoys.Length == 0 ? null : draw.Pick(decoys);
    }

    // A wrong way whose text is also a right one is a slip that changed nothing.
    private Problem Add(Candidate candidate)
    {
        if (candidate.IsEqual)
            _ = _candidates.RemoveAll(one => !one.IsEqual && Squeezed(one.Text) == Squeezed(candidate.Text));
        else if (_candidates.Any(one => one.IsEqual && Squeezed(one.Text) == Squeezed(candidate.Text))
            || Squeezed(gold) == Squeezed(candidate.Text))
            return this;
        _candidates.Add(candidate);
        return this;
    }

    // Without spaces; the one between two digits of a mixed number stays, since "11 2/3" is not "112/3".
    private static string Squeezed(string text) => new([.. text.Where((c, at) =>
        c != ' ' || (at > 0 && at < text.Length - 1 && char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1])))]);
}
