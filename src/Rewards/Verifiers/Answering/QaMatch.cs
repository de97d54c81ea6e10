using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Verifiers.Answering.Questions;

namespace Rlar.Rewards.Verifiers.Answering;

/// <summary>1 where the answer is one of the references, or names all of them.</summary>
internal sealed class QaMatch : GroupTool<QaMatch.Row>
{
    private static readonly ToolOption<string> s_mode =
        ToolOption.Choice("mode", "any", "Whether the answer is one of the references, or names every reference.", "any", "all");
    private static readonly ToolOption<int> s_maxExtraWords =
        ToolOption.Integer("max-extra-words", 3, "With mode all: words that belong to no reference.", min: 0);
    private readonly bool _wantsAll;
    private readonly int _mostExtra;

    private QaMatch(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _wantsAll = settings.Get(s_mode) == "all";
        _mostExtra = settings.Get(s_maxExtraWords);
    }

    /// <summary>
    /// How the library makes it. Options: mode any|all (any: the final answer is one of the references; all: it names every reference, in any
    /// order, with at most max-extra-words (3) words that belong to none: what else is named is what mode all must bound).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "qa-match",
            Kind = ToolKind.Verifier,
            Description = "1 where the final answer, normalised as in normalized-match, is one of the references (mode any) or names each "
                + "of them and little else (mode all). Blind to paraphrase.",
            Needs = ToolNeeds.Reference,
        },
        Revision: 3,
        [s_mode, s_maxExtraWords],
        (card, settings) => new QaMatch(card, settings));

    /// <inheritdoc/>
    protected override Row Prepare(Query query)
    {
        var forms = query.References.Select(TextNormalization.Forms).Where(forms => forms[0].Length > 0).ToArray();
        return forms.Length > 0
            ? new Row(forms, query.References.Any(reference => reference.Contains('%', StringComparison.Ordinal)), new Lazy<ShortAnswers>(() => new ShortAnswers(query.Question, query.References), LazyThreadSafetyMode.PublicationOnly))
            : throw new ToolException("nothing is left of the reference after normalisation");
    }

    /// <inheritdoc/>
    protected override RewardOutcome Score(Row prepared, Completion completion)
    {
        var references = prepared.References;
        var final = FinalAnswer.Of(completion.Text);
        var answer = final is { } read ? TextNormalization.Forms(read.Text) : [""];
        if (answer[0].Length == 0)
            return Verdict.Wrong("no answer");
        if (!_wantsAll)
        {
            if (final!.Value.IsMarked && After(completion.Text, final.Value.Text) is { Length: > 0 } after && prepared.Free.Value.IsWithdrawn(after))
                return Verdict.Wrong("takes its answer back");
            // What is normalised away may still be a unit.
            var isShare = final.Value.Text.Contains('%', StringComparison.Ordinal) && !prepared.HasPercent;
            if (!isShare && references.Any(forms => forms.Any(answer.Contains)))
                return Verdict.Right();
            return prepared.Free.Value.Fault(final!.Value.Text) is { } fault ? Verdict.Wrong(fault) : Verdict.Right();
        }

        if (prepared.Free.Value.AllFault(final!.Value.Text) is { } other)
            return Verdict.Wrong(other);

        // With the letter a in all of them, or with the article a in none.
        var outcome = All(answer[0].Split(' '), [.. references.Select(forms => forms[0]).Distinct()]);
        return outcome is RewardOutcome.Scored { Value: 1 } || answer.Count + references.Max(forms => forms.Count) == 2
            ? outcome
            : All(answer[^1].Split(' '), [.. references.Select(forms => forms[^1]).Distinct()]);
    }

    // What follows a marked answer.
    private static string After(string text, string answer)
    {
        var at = text.LastIndexOf(answer, StringComparison.Ordinal);
        var end = at < 0 ? text.Length : at + answer.Length;
        const int longest = 2000;
        return text.AsSpan(end).ContainsAnyInRange('A', 'z') ? text[end..Math.Min(text.Length, end + longest)] : "";
    }

    private RewardOutcome All(string[] words, string[] references)
    {
        var most = references.Sum(reference => reference.Count(c => c == ' ') + 1) * 2 + _mostExtra;
        if (words.Length > most)
            return Verdict.Wrong($"{words.Length} words for {references.Length} answers");
        var isNamed = new bool[words.Length];
        foreach (var reference in references)
        {
            var phrase = reference.Split(' ');
            var at = Find(words, phrase);
            if (at < 0)
                return Verdict.Wrong($"does not name {Verdict.Quote(reference)}");
            Array.Fill(isNamed, true, at, phrase.Length);
        }

        var extra = words.Where((word, i) => !isNamed[i] && word != "and").Count();
        return extra <= _mostExtra ? Verdict.Right() : Verdict.Wrong($"{extra} words beside the answers");
    }

    private static int Find(string[] words, string[] phrase)
    {
        for (var at = 0; at + phrase.Length <= words.Length; at++)
        {
            if (words.AsSpan(at, phrase.Length).SequenceEqual(phrase))
                return at;
        }

        return -1;
    }

    /// <summary>What is made of a row.</summary>
    /// <param name="References">The normal forms of each reference.</param>
    /// <param name="HasPercent">Whether one of them is a percentage.</param>
    /// <param name="Free">The references as free answers are compared with them.</param>
    internal sealed record Row(IReadOnlyList<string>[] References, bool HasPercent, Lazy<ShortAnswers> Free);
}
