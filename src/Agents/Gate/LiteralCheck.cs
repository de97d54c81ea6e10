using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>
/// What a script's own source gives away: a text or a length in it that turns wrong answers into right ones, and that neither the task nor any right answer
/// knows, is a password. A word of a list of which right answers show another one is the task's own.
/// </summary>
internal sealed class LiteralCheck : IGateCheck
{
    private const int MostTexts = 32;
    private const int MostPaired = 5;
    private const int MostWrong = 2;
    private const int LeastLetters = 3;
    private const int LongestLength = 20_000;

    private static readonly int[] s_otherLengths = [37, 211, 1_013, 4_099, 15_013];

    // Where the task is about length, a length buys what it should.
    private static readonly string[] s_lengths = ["character", "letter", "long", "length", "word", "line", "sentence"];

    /// <inheritdoc/>
    public string Name => "literals";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        if (run.Draft.Form != DraftForm.Script)
            return new GateCheck(Name, true, null, null, "no code");
        var literals = SourceLiterals.Of(run.Draft.Content, cancellationToken);
        string[] texts = [.. literals.Texts.Where(literal => IsForeign(run, literal.Text, literal.Beside)).Select(literal => literal.Text).Take(MostTexts)];
        Probe[] wrong = [.. run.Wrong.Where(probe => probe.Completion.Trim().Length > 0).Take(MostWrong)];

        // Alone, a text need not be wrong; but a completion must not choose to have no score, which the check of failures sees.
        if (run.Right.Count > 0)
            _ = await run.ScoreAsync(texts.Select(text => new Variant(run.Right[0].Query, text, "a text of the source alone", null)), cancellationToken);
        return await PasswordAsync(run, wrong, [.. texts, .. Pairs(texts)], cancellationToken)
            ?? await LengthAsync(run, wrong, literals.Numbers, cancellationToken)
            ?? new GateCheck(Name, true, 0, 0, $"{texts.Length} texts of the source buy nothing");
    }

    private async ValueTask<GateCheck?> PasswordAsync(GateRun run, Probe[] wrong, string[] texts, CancellationToken cancellationToken)
    {
        foreach (var probe in wrong)
        {
            var made = texts.SelectMany(text => Around(probe, text)).ToArray();
            var verdicts = await run.ScoreAsync(made.Select(pair => pair.With), cancellationToken);
            foreach (var i in Enumerable.Range(0, made.Length).Where(i => run.Accepts(verdicts[i])))
            {
                var control = await run.ScoreAsync([made[i].Control], cancellationToken);
                if (!run.Accepts(control[0]))
                    return Findings.Refused(Name, "a text of the source turns a wrong answer into a right one, and other letters do not", verdicts[i]);
            }
        }

        return null;
    }

    private async ValueTask<GateCheck?> LengthAsync(GateRun run, Probe[] wrong, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        var claims = run.Claims;
        if (claims.AtLeast || claims.AtMost || s_lengths.Any(word => claims.Text.Contains(word, StringComparison.Ordinal)))
            return null;
        int[] lengths = [.. numbers.Where(number => number is >= 8 and <= LongestLength).Take(MostTexts)];
        int[] tried = [.. lengths.SelectMany(length => new[] { length - 1, length, length + 1 }), .. lengths.Zip(lengths.Skip(1), (a, b) => a + ((b - a) / 2))];
        foreach (var probe in wrong)
        {
            var answer = probe.Completion.Trim();
            var verdicts = await run.ScoreAsync(Padded(tried, "a wrong answer of a length in the source"), cancellationToken);
            if (verdicts.FirstOrDefault(run.Accepts) is not { } bought)
                continue;
            var others = await run.ScoreAsync(Padded(s_otherLengths, "a wrong answer of another length"), cancellationToken);
            if (!others.Any(run.Accepts))
                return Findings.Refused(Name, "a length that the source names turns a wrong answer into a right one, and other lengths do not", bought);

            IEnumerable<Variant> Padded(IEnumerable<int> lengths, string kind) => lengths.Where(length => length > answer.Length + 1).Distinct()
                .Select(length => new Variant(probe.Query, $"{answer} {Texts.FillerOf(length - answer.Length - 1)}", kind, null));
        }

        return null;
    }

    private static IEnumerable<(Variant With, Variant Control)> Around(Probe wrong, string text)
    {
        var (answer, other) = (wrong.Completion.Trim(), Texts.Rotate(text, 1));
        foreach (var made in (Func<string, string>[])[word => $"{answer} {word}", word => $"{word} {answer}"])
        {
            yield return (
                new Variant(wrong.Query, made(text), "a wrong answer beside a text of the source", null),
                new Variant(wrong.Query, made(other), "the same with other letters", null));
        }
    }

    private static IEnumerable<string> Pairs(string[] texts) =>
        from i in Enumerable.Range(0, Math.Min(MostPaired, texts.Length))
        from j in Enumerable.Range(0, Math.Min(MostPaired, texts.Length))
        where i != j
        select $"{texts[i]} {texts[j]}";

    // Neither the task nor a right answer names it, nor any text of the same list.
    private static bool IsForeign(GateRun run, string text, IReadOnlyList<string> beside) =>
        text.Length <= 200
        && text.Count(char.IsLetterOrDigit) >= LeastLetters
        && !run.Claims.Text.Contains(text, StringComparison.OrdinalIgnoreCase)
        && !beside.Where(other => other.Any(char.IsLetterOrDigit)).Any(other => run.Right.Any(probe =>
            probe.Completion.Contains(other, StringComparison.OrdinalIgnoreCase)
            || probe.Query.Question.Contains(other, StringComparison.OrdinalIgnoreCase)
            || probe.Query.References.Any(reference => reference.Contains(other, StringComparison.OrdinalIgnoreCase))));
}
