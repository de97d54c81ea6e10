using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>
/// Keyword-only detection: what is left of a right answer's verdict when all but one word is taken out, the words are shuffled, or all words but one are
/// replaced. A description may ask for just a word, so a lone keyword refuses a draft only where the description does not name it, and where texts that lack
/// what the gate itself reads from the description pass.
/// </summary>
internal sealed class AblationCheck : IGateCheck
{
    private const int MostAnswers = 12;
    private const int MostWords = 12;

    /// <inheritdoc/>
    public string Name => "keywords";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        var variants = run.Right.Take(MostAnswers).SelectMany(probe => Of(run, probe)).ToArray();
        var (accepted, count) = await run.TryAsync(variants, cancellationToken);
        if (accepted.Count > 0)
            return Findings.OfRefused(Name, run, accepted, count, 1);

        // Where nothing is certain: one word that no one named, and that alone decides in most right answers.
        var keyed = 0;
        Verdict? example = null;
        var answers = run.Right.Where(probe => Words(probe.Completion).Length >= 3).Take(MostAnswers).ToArray();
        foreach (var probe in answers)
        {
            var found = await KeyAsync(run, probe, cancellationToken);
            keyed += found is null ? 0 : 1;
            example ??= found;
        }

        return keyed > 0 && keyed * 2 >= answers.Length
            ? Findings.Refused(Name, $"in {keyed} of {answers.Length} right answers one word decides that the description does not name", example, "low",
                keyed, answers.Length / 2)
            : new GateCheck(Name, true, 1, 1, count == 0 ? "no word decides alone" : $"{count} texts with words taken out were scored low");
    }

    private static IEnumerable<Variant> Of(GateRun run, Probe probe)
    {
        var words = Words(probe.Completion);
        if (words.Length < 2)
            yield break;
        bool? certain = run.Claims.IsSpecific && !probe.Completion.Contains('\n', StringComparison.Ordinal) ? false : null;
        foreach (var word in words.Distinct().Where(word => word.Any(char.IsLetterOrDigit)).Take(MostWords))
        {
            var isAnswer = probe.Query.References.Any(reference => Texts.IsSame(reference, word)) || IsOptional(run, words, word);
            yield return new Variant(probe.Query, word, "one word of a right answer", isAnswer ? null : certain);
            yield return new Variant(probe.Query, string.Join(' ', Enumerable.Repeat(word, 20)), "one word of a right answer, many times", isAnswer
                && words.Length == 1 ? null : certain);
        }

        string[] shuffled = [.. words.Reverse()];
        yield return new Variant(probe.Query, string.Join(' ', shuffled), "the words of a right answer backwards", null);
    }

    // "6.21 miles": the unit may be left out, so the number alone is right.
    private static bool IsOptional(GateRun run, string[] words, string word) =>
        run.Claims.Text.Contains("optional", StringComparison.Ordinal) && words.Length <= 3 && word.Any(char.IsAsciiDigit);

    private static async ValueTask<Verdict?> KeyAsync(GateRun run, Probe probe, CancellationToken cancellationToken)
    {
        var words = Words(probe.Completion);
        foreach (var word in words.Distinct().Where(word => word.Length >= 3 && word.All(char.IsLetter)
            && !run.Claims.Text.Contains(word.ToLowerInvariant(), StringComparison.Ordinal)).Take(MostWords))
        {
            // All other words changed, this one kept; and only this one changed.
            var kept = string.Join(' ', words.Select(other => other == word ? other : Texts.Rotate(other, 1)));
            var lost = string.Join(' ', words.Select(other => other == word ? Texts.Rotate(other, 1) : other));
            var verdicts = await run.ScoreAsync(
                [new Variant(probe.Query, kept, $"all words but '{word}' changed", null), new Variant(probe.Query, lost, $"'{word}' changed", null)],
                    cancellationToken);
            if (run.Accepts(verdicts[0]) && !run.Accepts(verdicts[1]))
                return verdicts[0];
        }

        return null;
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
