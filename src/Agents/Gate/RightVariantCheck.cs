using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>
/// Right answers that no one labelled: where what the gate reads from the description separates all labelled answers, a right answer changed in what does not
/// matter, so that it still has every property, must be scored high. It finds what has learnt cases by heart, or is stricter than its task.
/// </summary>
internal sealed class RightVariantCheck : IGateCheck
{
    private const double Least = 0.8;

    /// <inheritdoc/>
    public string Name => "right-variants";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        if (!run.Separates)
            return new GateCheck(Name, true, null, Least, "the description alone does not decide what is right");
        Variant[] variants =
        [
            .. run.Right.Take(16).SelectMany(probe => Of(probe, run.Claims.Text).Concat(run.Forbidden.SelectMany(word => ForbiddenWords.Right(probe, word))))
                .Where(variant => run.Properties.All(property => property.Holds(variant.Query, variant.Completion) == true))
                .DistinctBy(variant => (variant.Query, variant.Completion)),
        ];
        if (variants.Length == 0)
            return new GateCheck(Name, true, null, Least, "no other right answer could be made");
        var verdicts = await run.ScoreAsync(variants, cancellationToken);
        var share = (double)verdicts.Count(run.Accepts) / verdicts.Count;
        return share >= Least
            ? new GateCheck(Name, true, share, Least, $"{verdicts.Count(run.Accepts)} of {verdicts.Count} made right answers scored high")
            : Findings.Refused(
                Name, $"{verdicts.Count - verdicts.Count(run.Accepts)} of {verdicts.Count} right answers that no one labelled were scored low",
                verdicts.First(verdict => !run.Accepts(verdict)), "high", share, Least);
    }

    private static IEnumerable<Variant> Of(Drafts.Probe probe, string description)
    {
        var text = probe.Completion;
        string[] words = text.Split(' ');
        for (var i = 0; i < words.Length && i < 6; i++)
        {
            // A plain word for a plain word: its letters put forward, so that case and length stay. A word that the description names may be part of the form.
            if (IsFree(words[i]))
                yield return new Variant(probe.Query, string.Join(' ', words.Select((word, at) => at == i ? Texts.Rotate(word, 1) : word)), "a word changed", true);
        }

        if (words.Length > 1 && words.All(IsFree))
            yield return new Variant(probe.Query, Texts.Rotate(text, 2), "all words changed", true);
        foreach (var number in Texts.Numbers(text).Take(3))
        {
            if (number.Length >= 2)
                yield return new Variant(probe.Query, Texts.Replace(text, number.Index + number.Length - 1, 1, Texts.Rotate(number.Value[^1..], 1)), "the last figure changed", true);
        }

        // Two letters of one word in each other's place.
        if (text.All(char.IsAsciiLetter) && text.Length is >= 3 and <= 40)
        {
            for (var i = 0; i + 1 < text.Length && i < 5; i++)
                yield return new Variant(probe.Query, string.Concat(text.AsSpan(0, i), text.AsSpan(i + 1, 1), text.AsSpan(i, 1), text.AsSpan(i + 2)), "two letters in each other's place", true);
        }

        bool IsFree(string word) => word.Length > 0 && word.All(char.IsAsciiLetter) && !description.Contains(word.ToLowerInvariant(), StringComparison.Ordinal);
    }
}
