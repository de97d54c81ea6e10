using Rlar.Rewards.Reading;

namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>Whether what an answer cites exists.</summary>
internal sealed class Citations : CompletionTool
{
    private static readonly ToolOption<string> s_score =
        ToolOption.Choice("score", "f1", "Which of the three is the value.", "f1", "precision", "recall");
    private static readonly ToolOption<int> s_first = ToolOption.Integer("first", 1, "The number of the first passage.", min: 0, max: 1);
    // Characters looked at for quotations: a thousand quotations in a hundred thousand characters of passages.
    private const long MostSteps = 100_000_000;
    private static readonly ToolRequirement s_passages = new(
        "passages",
        "metadata.passages, contexts or documents",
        query => Passages.AreIn(query) ? null : "the row has no passages; give metadata.passages, contexts or documents");
    private readonly string _score;
    private readonly int _first;

    private Citations(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _score = settings.Get(s_score);
        _first = settings.Get(s_first);
    }

    /// <summary>How the library makes it. Options: score f1|precision|recall (f1), first (1: the number of the first passage; 0 is the other).</summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "citations",
            Kind = ToolKind.Metric,
            Description = "Citations against metadata.passages: precision is the share of marks ([1]) that name a passage and of quotations that stand in "
                + "one word for word (in the one cited beside it, if any); recall the share of metadata.citations that are cited, or else of sentences "
                + "with a citation that holds. It does not see whether a passage supports what is said.",
            Requires = [s_passages],
        },
        Revision: 3,
        [s_score, s_first],
        (card, settings) => new Citations(card, settings));

    /// <inheritdoc/>
    protected override RewardOutcome Score(Query query, Completion completion)
    {
        var passages = Passages.Of(query);
        var sentences = CitationReader.Sentences(ThinkingSection.Answer(completion.Text) ?? "");
        var (given, holding, supported) = (0, 0, 0);
        var steps = 0L;
        var cited = new HashSet<int>();
        foreach (var sentence in sentences)
        {
            var marks = sentence.Marks.Where(mark => mark >= _first && mark < passages.Count + _first).ToArray();
            var among = marks.Length == 0 ? passages : [.. marks.Distinct().Select(mark => passages[mark - _first])];
            steps += (long)sentence.Quotes.Count * among.Sum(passage => (long)passage.Length);
            if (steps > MostSteps)
                return Exhaustion.Of(Card.Id, isOfRowAlone: false, $"its quotations take more than {MostSteps} steps to look for");
            var quotes = sentence.Quotes.Count(quote => Stands(quote, among));
            given += sentence.Marks.Count + sentence.Quotes.Count;
            holding += marks.Length + quotes;
            supported += marks.Length + quotes > 0 && quotes == sentence.Quotes.Count ? 1 : 0;
            cited.UnionWith(marks);
        }

        var expected = Passages.Expected(query);
        var precision = given == 0 ? 0 : (double)holding / given;
        var recall = expected is { Count: > 0 } ? (double)expected.Count(cited.Contains) / expected.Count
            : sentences.Count == 0 ? 0 : (double)supported / sentences.Count;
        var f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return new RewardOutcome.Scored(_score switch { "precision" => precision, "recall" => recall, _ => f1 })
        {
            Parts = new Dictionary<string, double> { ["precision"] = precision, ["recall"] = recall, ["f1"] = f1 },
            Reason = $"{holding} of {given} citations hold, in {sentences.Count} sentences",
        };
    }

    private static bool Stands(string quote, IReadOnlyList<string> passages)
    {
        var wanted = Passages.Normalized(quote);
        return wanted.Length > 2 && passages.Any(passage => LinearSearch.Contains(passage, wanted));
    }
}
