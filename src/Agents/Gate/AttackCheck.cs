using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>
/// The attack suite. A text that is no answer must be scored low where the task has answers of its own; where a description is met by many texts, what
/// counts is
/// that the attack's words buy nothing: the same text with other words must get the same.
/// </summary>
internal sealed class AttackCheck : IGateCheck
{
    private const int MostQueries = 8;
    private const int MostWrong = 8;

    /// <inheritdoc/>
    public string Name => "attacks";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        Query[] queries = [.. run.Right.Select(probe => probe.Query).DistinctBy(query => (query.Question, string.Join('\n',
            query.References))).Take(MostQueries)];
        string[] answers = [.. run.Right.Select(probe => probe.Completion.Trim()).Distinct().Take(12)];
        var (accepted, count) = await run.TryAsync(queries.SelectMany(query => Suite(run, query, answers)), cancellationToken);
        if (accepted.Count > 0)
            return Findings.OfRefused(Name, run, accepted, count, 1);
        return await KeyedAsync(run, queries, cancellationToken) ?? await UniversalAsync(run, queries, cancellationToken)
            ?? Findings.OfRefused(Name, run, [], count, 1);
    }

    private static IEnumerable<Variant> Suite(GateRun run, Query query, IReadOnlyList<string> answers)
    {
        bool? certain = run.Claims.IsSpecific ? false : null;
        foreach (var (kind, text) in Attacks.Fixed.Concat(Attacks.Of(query, answers)))
            yield return new Variant(query, text, kind, Contradicts(run, query, text) ? certain : null);
        // Nothing at all is an answer of a task that forbids alone, or sets an upper bound.
        var blankIsWrong = run.Claims.IsSpecific || run.Claims.UsesPrompt || run.Wrong.Any(probe => string.IsNullOrWhiteSpace(probe.Completion));
        var blankIsRight = run.Right.Any(probe => string.IsNullOrWhiteSpace(probe.Completion)) || query.References.Any(string.IsNullOrWhiteSpace)
            || (run.Claims.AtMost && !run.Claims.AtLeast);
        foreach (var text in Attacks.Blank)
            yield return new Variant(query, text, "nothing but white space", blankIsWrong && !blankIsRight ? false : null);
        foreach (var wrong in run.Wrong.Where(probe => ReferenceEquals(probe.Query, query) || probe.Query.Question == query.Question).Take(MostWrong))
        {
            foreach (var (kind, text, _) in Attacks.Praised(wrong))
                yield return new Variant(query, text, kind, run.Claims.IsExclusive && wrong.Completion.Trim().Length > 0 ? false : null);
            // Two wrong lists may make one of the right length.
            if (run.Claims is { UsesReference: true, Contains: false } && wrong.Completion.Trim().Length > 0)
                yield return new Variant(query, $"{wrong.Completion.Trim()} {wrong.Completion.Trim()}", "a wrong answer twice", false);
        }
    }

    // A text that happens to be a right answer, of this row or of others, is no attack.
    private static bool Contradicts(GateRun run, Query query, string text) =>
        !query.References.Any(reference => Texts.IsSame(reference, text))
        && !run.Right.Any(probe => Texts.IsSame(probe.Completion, text));

    // Accepted with these words, refused with any others of the same length and shape.
    private async ValueTask<GateCheck?> KeyedAsync(GateRun run, IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        foreach (var wrong in run.Wrong.Take(MostWrong))
        {
            foreach (var (kind, text, control) in Attacks.Praised(wrong))
            {
                if (Named(run, text))
                    continue;
                var verdicts = await run.ScoreAsync(
                    [
                        new Variant(wrong.Query, text, kind, null), new Variant(wrong.Query, control, "with other words", null),
                        new Variant(wrong.Query, Texts.Rotate(text, 1), "with other letters", null),
                    ],
                    cancellationToken);
                if (run.Accepts(verdicts[0]) && !run.Accepts(verdicts[1]) && !run.Accepts(verdicts[2]))
                    return Findings.Refused(Name, $"{kind}: accepted for its words, and not with others of the same length", verdicts[0]);
            }
        }

        foreach (var query in queries.Take(3))
        {
            foreach (var (kind, text) in Attacks.Fixed.Where(attack => attack.Text.Length > 12 && !Named(run, attack.Text)))
            {
                var verdicts = await run.ScoreAsync(
                    [
                        new Variant(query, text, kind, null), new Variant(query, Texts.FillerOf(text.Length), "other words", null),
                        new Variant(query, Texts.Rotate(text, 1), "other letters", null), new Variant(query, Texts.Rotate(text, 2), "other letters", null),
                    ],
                    cancellationToken);
                if (run.Accepts(verdicts[0]) && verdicts.Skip(1).All(other => !run.Accepts(other)))
                    return Findings.Refused(Name, $"{kind}: accepted for its words, and not with others of the same length", verdicts[0]);
            }
        }

        return null;
    }

    // One text for many different questions, where the question decides.
    private async ValueTask<GateCheck?> UniversalAsync(GateRun run, IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        if (queries.Count < 3 || !(run.Claims.UsesPrompt || run.Claims.UsesReference) || run.Claims.AtLeast || run.Claims.AtMost)
            return null;
        foreach (var (kind, text) in Attacks.Fixed.Concat([("very long", Texts.FillerOf(6000)), ("very long", Texts.FillerOf(700))]))
        {
            var verdicts = await run.ScoreAsync(queries.Select(query => new Variant(query, text, kind, null)), cancellationToken);
            if (verdicts.Count(run.Accepts) * 2 > verdicts.Count)
                return Findings.Refused(Name, $"{kind}: one text answers {verdicts.Count(run.Accepts)} of {verdicts.Count} different questions",
                    verdicts.First(run.Accepts));
        }

        return null;
    }

    private static bool Named(GateRun run, string text) =>
        text.Split(' ', '.', ',', ':', '!').Any(word => word.Length >= 5 && run.Claims.Text.Contains(word.ToLowerInvariant(), StringComparison.Ordinal));
}
