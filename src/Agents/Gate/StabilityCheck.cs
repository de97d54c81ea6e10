using System.Globalization;
using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>
/// The same answer, the same verdict: again, alone, in another order, at once on several threads, under the number and letter rules of other languages, and
/// after everything else that was tried.
/// </summary>
internal sealed class StabilityCheck : IGateCheck
{
    // Other decimal points, other small letters of I, other calendars.
    private static readonly string[] s_cultures = ["de-DE", "tr-TR", "ar-SA", "fr-FR", "th-TH"];

    /// <inheritdoc/>
    public string Name => "stability";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        Variant[] texts = [.. GateRun.Texts(run.Right.Concat(run.Wrong).Take(40)), .. run.Right.Take(8).SelectMany(Sensitive)];
        var first = await run.ScoreAsync(texts, cancellationToken);
        for (var repeat = 0; repeat < run.Options.Repeats; repeat++)
        {
            if (Differs(first, await AloneAsync(run, [.. texts.Reverse()], cancellationToken), "scored alone and backwards", reversed: true) is { } alone)
                return alone;
            var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await AloneAsync(run, texts, cancellationToken), cancellationToken)));
            foreach (var verdicts in together)
            {
                if (Differs(first, verdicts, "scored on several threads at once") is { } threaded)
                    return threaded;
            }
        }

        foreach (var name in s_cultures)
        {
            if (Culture(name) is { } culture && Differs(first, await UnderAsync(run, texts, culture, cancellationToken), $"under the rules of {name}") is { } cultured)
                return cultured;
        }

        // What was said at the very beginning, said again after all that came between.
        var known = run.Said.GroupBy(verdict => (verdict.Variant.Query, verdict.Variant.Completion)).Where(group => !group.All(group.First().IsSame)).FirstOrDefault();
        return known is null
            ? new GateCheck(Name, true, 1, 1, $"{texts.Length} texts, {(run.Options.Repeats * 5) + s_cultures.Length + 1} times each, always the same verdict")
            : Findings.Refused(Name, $"the same text got {known.First().Said} and later {known.First(verdict => !verdict.IsSame(known.First())).Said}", known.Last(), known.First().Said, 0, 1);
    }

    private GateCheck? Differs(IReadOnlyList<Verdict> first, IReadOnlyList<Verdict> again, string how, bool reversed = false)
    {
        for (var i = 0; i < first.Count; i++)
        {
            var other = again[reversed ? first.Count - 1 - i : i];
            if (!other.IsSame(first[i]))
                return Findings.Refused(Name, $"{how} the verdict changed from {first[i].Said} to {other.Said}", other, first[i].Said, 0, 1);
        }

        return null;
    }

    private static async Task<IReadOnlyList<Verdict>> AloneAsync(GateRun run, IReadOnlyList<Variant> texts, CancellationToken cancellationToken)
    {
        var verdicts = new List<Verdict>(texts.Count);
        foreach (var text in texts)
            verdicts.Add(run.Read(text, (await run.CallAsync(text.Query, [text.Completion], cancellationToken))[0]));
        return verdicts;
    }

    private static Task<IReadOnlyList<Verdict>> UnderAsync(GateRun run, IReadOnlyList<Variant> texts, CultureInfo culture, CancellationToken cancellationToken) =>
        Task.Run(
            async () =>
            {
                CultureInfo.CurrentCulture = culture; // Flows with this task alone.
                return await AloneAsync(run, texts, cancellationToken);
            },
            cancellationToken);

    private static IEnumerable<Variant> Sensitive(Drafts.Probe probe)
    {
        var text = probe.Completion;
        string[] variants =
        [
            text.ToUpperInvariant(), text.ToLowerInvariant(), text.Replace('.', ','), $"{text} I", "1,000,000", "6,21", "1.000", "17.05.2023", "05/17/2023", "17 May 2023",
        ];
        foreach (var made in variants.Distinct())
            yield return new Variant(probe.Query, made, "a text that languages read differently", null);
        foreach (var number in Texts.Numbers(text).TakeLast(1))
            yield return new Variant(probe.Query, Texts.Replace(text, number.Index, number.Length, "1,000"), "a text that languages read differently", null);
    }

    private static CultureInfo? Culture(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            return null; // A process without the data of languages has nothing that could differ.
        }
    }
}
