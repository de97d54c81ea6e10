using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>
/// Changes that must not change a verdict: those that the draft claims, those that the description names, and a line end after the answer, which any sane
/// verifier bears.
/// </summary>
internal sealed class MetamorphicCheck : IGateCheck
{
    /// <inheritdoc/>
    public string Name => "invariances";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var probe in run.Right.Concat(run.Wrong).Take(40))
        {
            Variant[] pair = [.. Of(run, probe).Prepend(new Variant(probe.Query, probe.Completion, "as it is",
                null)).DistinctBy(variant => variant.Completion)];
            var verdicts = await run.ScoreAsync(pair, cancellationToken);
            count += pair.Length - 1;
            if (verdicts.Skip(1).FirstOrDefault(verdict => !verdict.IsSame(verdicts[0])) is { } changed)
            {
                return Findings.Refused(
                    Name, $"{changed.Variant.Kind} changes the verdict from {verdicts[0].Said} to {changed.Said}", changed,
                        $"{verdicts[0].Said}, as without the change",
                    0, 1);
            }
        }

        return new GateCheck(Name, true, count == 0 ? null : 1, 1, $"{count} changes that must not matter did not");
    }

    private static IEnumerable<Variant> Of(GateRun run, Probe probe)
    {
        var (text, claims) = (probe.Completion, run.Draft.Invariances);
        // A line end after an answer with something in it; whether blanks alone are an answer, no one need decide.
        if (text.Trim().Length > 0)
            yield return Made(text + "\n", "a line end after the answer");
        if (claims.Contains(Invariance.OuterWhitespace) || run.Claims.IgnoresOuterSpace)
        {
            yield return Made($"\n {text}", "white space before the answer");
            yield return Made($"{text} \n\n", "white space after the answer");
        }

        if (claims.Contains(Invariance.Case) || run.Claims.IgnoresCase)
        {
            yield return Made(text.ToUpperInvariant(), "capital letters");
            yield return Made(text.ToLowerInvariant(), "small letters");
        }

        if (claims.Contains(Invariance.InnerWhitespace) || CountsWords(run))
            yield return Made(text.Replace(" ", "  ", StringComparison.Ordinal), "two blanks for each one");
        if (CountsWords(run))
            yield return Made(text.Replace(' ', '\n'), "a line end for each blank");
        if (run.Claims.ComparesValues && Texts.Numbers(text) is [var number])
        {
            var figures = number.Value.TrimStart('+', '-');
            var sign = number.Value[..^figures.Length];
            yield return Made(Texts.Replace(text, number.Index, number.Length, $"{sign}0{figures}"), "a leading zero of a number that counts by its value");
            if (sign.Length == 0)
                yield return Made(Texts.Replace(text, number.Index, number.Length, $"+{figures}"), "a plus sign of a number that counts by its value");
        }

        if (claims.Contains(Invariance.Order))
            yield return Made(string.Join('\n', text.Split('\n').Reverse()), "the lines in another order");
        if (claims.Contains(Invariance.Framing))
        {
            yield return Made($"Of course, here it is.\n{text}", "a sentence before the answer");
            yield return Made($"{text}\nI hope that this helps.", "a sentence after the answer");
        }

        Variant Made(string made, string kind) => new(probe.Query, made, kind, null);
    }

    // Words are what stands between white space, of whatever kind: the gate reads that by itself.
    private static bool CountsWords(GateRun run) => run.Separates && run.Properties.Count > 0
        && run.Properties.All(property => property.Name.EndsWith("words", StringComparison.Ordinal)
        || property.Name.StartsWith("as many words", StringComparison.Ordinal));
}
