using System.Collections.Concurrent;
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
    private const string NothingLeft = "nothing is left of the reference after normalisation";
    private static readonly ToolRequirement s_words = new(
        "words",
        "a reference of which normalisation leaves something",
        query => query.References.Any(reference => TextNormalization.Forms(reference)[0].Length > 0) ? null : NothingLeft);
    private readonly bool _wantsAll;
    private readonly int _mostExtra;
    private readonly ConcurrentBag<Workspace> _workspaces = [];

    private QaMatch(ToolCard card, ToolSettings settings)
        : base(card)
    {
        _wantsAll = settings.Get(s_mode) == "all";
        _mostExtra = settings.Get(s_maxExtraWords);
    }

    /// <summary>
    /// How the library makes it. Options: mode any|all (any: the final answer asserts one of the references; all: it names every reference, in any
    /// order, with at most max-extra-words (3) words that belong to none: what else is named is what mode all must bound).
    /// </summary>
    public static ToolDefinition Definition { get; } = new(
        new ToolCard
        {
            Id = "qa-match",
            Kind = ToolKind.Verifier,
            Description = "1 where the final answer, a sentence or more, asserts one of the references and no other answer (mode any), or names each of "
                + "them and little else (mode all). A denial, a guess, a list of candidates and another date or number are wrong. Blind to paraphrase.",
            Requires = [ToolRequirement.Reference, s_words],
        },
        Revision: 4,
        [s_mode, s_maxExtraWords],
        (card, settings) => new QaMatch(card, settings));

    // Whether anything is left of the references shows while they are prepared.
    /// <inheritdoc/>
    protected override string? Missing(Query query) => ToolRequirement.Reference.Missing(query);

    /// <inheritdoc/>
    protected override Row Prepare(Query query)
    {
        var forms = new List<IReadOnlyList<string>>(query.References.Count);
        var (hasPercent, longest) = (false, 0);
        foreach (var reference in query.References)
        {
            var normal = TextNormalization.Forms(reference);
            if (normal[0].Length > 0)
                forms.Add(normal);
            hasPercent |= reference.Contains('%', StringComparison.Ordinal);
            longest = Math.Max(longest, reference.Length);
        }

        if (forms.Count == 0)
            throw new ToolException(NothingLeft);
        return new Row(query, forms, hasPercent, longest, _workspaces.TryTake(out var free) ? free : new Workspace());
    }

    /// <inheritdoc/>
    protected override void Release(Row prepared) => _workspaces.Add(prepared.Workspace);

    /// <inheritdoc/>
    protected override RewardOutcome Score(Row prepared, Completion completion)
    {
        if (FinalAnswer.Of(completion.Text) is not { } final)
            return Verdict.Wrong("no answer");
        return _wantsAll ? AllOf(prepared, final.Text) : AnyOf(prepared, completion.Text, final);
    }

    private static RewardOutcome AnyOf(Row prepared, string text, FinalAnswer final)
    {
        if (final.IsMarked && After(text, final.Text) is { Length: > 0 } after && prepared.Free.IsWithdrawn(after))
            return Verdict.Wrong("takes its answer back");

        if (prepared.IsOne(final.Text))
            return Verdict.Right();

        // No text that is so much longer is one of them but for marks; nor is a percentage where none is asked for, whose sign is such a mark.
        if (final.Text.Length <= (2 * prepared.Longest) + 40 && (prepared.HasPercent || !final.Text.Contains('%', StringComparison.Ordinal)))
        {
            foreach (var form in TextNormalization.Forms(final.Text))
            {
                foreach (var forms in prepared.References)
                {
                    if (form.Length > 0 && forms.Contains(form))
                        return Verdict.Right();
                }
            }
        }

        return prepared.Free.Fault(final.Text) is { } fault ? Verdict.Wrong(fault) : Verdict.Right();
    }

    private RewardOutcome AllOf(Row prepared, string text)
    {
        var references = prepared.References;
        var answer = TextNormalization.Forms(text);
        if (answer[0].Length == 0)
            return Verdict.Wrong("no answer");
        if (prepared.Free.AllFault(text) is { } other)
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
    internal sealed class Row(Query query, List<IReadOnlyList<string>> references, bool hasPercent, int longest, Workspace workspace)
    {
        private ShortAnswers? _free;

        /// <summary>The normal forms of each reference.</summary>
        internal List<IReadOnlyList<string>> References { get; } = references;

        /// <summary>Whether one of them is a percentage.</summary>
        internal bool HasPercent { get; } = hasPercent;

        /// <summary>How many characters the longest has.</summary>
        internal int Longest { get; } = longest;

        /// <summary>Whether a text is one of them as it is written, which most right answers of a trained policy are.</summary>
        internal bool IsOne(string text)
        {
            foreach (var reference in query.References)
            {
                if (string.Equals(reference, text, StringComparison.Ordinal) && References.Count == query.References.Count)
                    return true;
            }

            return false;
        }

        /// <summary>The references as free answers are compared with them; made where an answer is not simply one of them.</summary>
        internal ShortAnswers Free => _free ??= new ShortAnswers(query.Question, query.References, Workspace);

        /// <summary>Memory to give back.</summary>
        internal Workspace Workspace { get; } = workspace;
    }
}
