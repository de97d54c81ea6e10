using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>SQuAD's exact match and F1, as its official scripts compute them, the best over the references.</summary>
internal sealed class Squad : CompletionTool
{
    private static readonly ToolOption<string> s_score = ToolOption.Choice("score", "f1", "Whether F1 or the exact match is the value.", "f1", "em");
    private static readonly ToolOption<string> s_version =
        ToolOption.Choice("version", "2", "2: a reference that normalises to nothing says that there is no answer; 1: as evaluate-v1.1.", "2", "1");
    private readonly bool _scoresExactMatch;
    private readonly bool _isSecond;

    private Squad(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _scoresExactMatch = settings.Get(s_score) == "em";
        _isSecond = settings.Get(s_version) == "2";
    }

    /// <summary>
    /// How the library makes it. Options: score f1|em (f1), version 2|1 (2: a reference that normalises to nothing says that there is no answer,
    /// which only an answer of nothing meets; 1: as evaluate-v1.1, where nothing shares no word with nothing).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "squad",
            Kind = ToolKind.Metric,
            Description = "SQuAD's F1 (or exact match) of the answer after the thinking, or in <answer> tags, with its official normalisation; the best "
                + "reference counts. F1 counts the characters of scripts without blanks (Han, Kana, Thai). Word order and meaning are not seen: "
                + "a list of likely words has an F1.",
            Requires = [ToolRequirement.Reference],
            Provenance = "SQuAD evaluate-v1.1 and evaluate-v2.0",
        },
        Revision: 3,
        [s_score, s_version],
        (card, settings) => new Squad(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var text = ThinkingSection.Answer(completion.Text);
        var answer = text is null ? [] : SquadText.Words(AnswerTag.Last(text)?.Text ?? text);
        var references = query.References.Select(SquadText.Words).ToList();
        if (_isSecond && references.Exists(reference => reference.Count > 0))
            references.RemoveAll(reference => reference.Count == 0);

        // Thinking that was never closed is no answer, and not the answer that there is none.
        var (exact, f1) = (0.0, (F1: 0.0, Precision: 0.0, Recall: 0.0));
        var cut = UnicodeWords.Cut(answer);
        foreach (var reference in text is null ? [] : references)
        {
            var isSame = answer.SequenceEqual(reference);
            exact = isSame ? 1 : exact;
            var isNone = _isSecond && (answer.Count == 0 || reference.Count == 0);
            var overlap = isNone ? (isSame ? (1, 1, 1) : (0, 0, 0)) : SquadText.Overlap(cut, UnicodeWords.Cut(reference));
            f1 = overlap.F1 > f1.F1 ? overlap : f1;
        }

        return new RewardOutcome.Scored(_scoresExactMatch ? exact : f1.F1)
        {
            Parts = new Dictionary<string, double> { ["em"] = exact, ["f1"] = f1.F1, ["precision"] = f1.Precision, ["recall"] = f1.Recall },
        };
    }
}
