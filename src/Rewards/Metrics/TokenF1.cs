using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Metrics;

/// <summary>SQuAD's F1 over normalised words, the best over the references.</summary>
internal sealed class TokenF1 : CompletionTool
{
    private static readonly ToolRequirement s_words = new(
        "words",
        "a reference of which normalisation leaves something",
        query => query.References.Any(reference => Words(reference).Count > 0) ? null : "nothing is left of the reference after normalisation");

    private TokenF1(ToolCard card)
        : base(card)
    {
    }

    /// <summary>How the library makes it. No options.</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "token-f1",
            Kind = ToolKind.Metric,
            Description = "F1 of the words of the answer (what follows the thinking, or stands in <answer> tags) "
                + "against the reference's, both normalised as in SQuAD; each character of scripts without blanks (Han, Kana, Thai) is a word; "
                + "the best reference counts. "
                + "Word order and meaning are not seen: a list of likely words scores.",
            Requires = [ToolRequirement.Reference, s_words],
            Provenance = "SQuAD evaluation script",
        },
        Revision: 2,
        [],
        (card, _) => new TokenF1(card));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var text = ThinkingSection.Answer(completion.Text) ?? "";
        var answer = Words(AnswerTag.Last(text)?.Text ?? text);
        (double F1, double Precision, double Recall) best = (-1, 0, 0);
        foreach (var reference in query.References)
        {
            var words = Words(reference);
            if (words.Count == 0)
                continue;
            var f1 = Compare(answer, words);
            best = f1.F1 > best.F1 ? f1 : best;
        }

        return new RewardOutcome.Scored(best.F1)
        {
            Parts = new Dictionary<string, double> { ["precision"] = best.Precision, ["recall"] = best.Recall, ["f1"] = best.F1 },
        };
    }

    private static (double F1, double Precision, double Recall) Compare(List<string> answer, List<string> reference)
    {
        if (answer.Count == 0)
            return (0, 0, 0);
        var left = new Dictionary<string, int>();
        foreach (var word in reference)
            left[word] = left.GetValueOrDefault(word) + 1;
        var common = 0;
        foreach (var word in answer)
        {
            if (left.GetValueOrDefault(word) == 0)
                continue;
            left[word]--;
            common++;
        }

        var (precision, recall) = ((double)common / answer.Count, (double)common / reference.Count);
        return (common == 0 ? 0 : 2 * precision * recall / (precision + recall), precision, recall);
    }

    private static List<string> Words(string text) =>
        UnicodeWords.Cut([.. TextNormalization.Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
