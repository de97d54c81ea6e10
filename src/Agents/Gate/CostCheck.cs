using System.Globalization;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Mutations;

namespace Rlar.Agents.Gate;

/// <summary>
/// Work that grows faster than the text: long completions of many sorts, and long questions. What counts is growth from n to 2n with times far above what a
/// clock can tell, or a call that does not end; no time by itself below the limit.
/// </summary>
internal sealed class CostCheck : IGateCheck
{
    private const double Explosive = 3;
    private const int Repeats = 7;

    // Below this a loaded machine decides more than the tool does.
    private static readonly TimeSpan s_measurable = TimeSpan.FromMilliseconds(60);

    /// <inheritdoc/>
    public string Name => "cost";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        foreach (var probe in run.Right.Take(2).Concat(run.Wrong.Where(probe => probe.Completion.Length > 0).Take(1)))
        {
            foreach (var (kind, sizes, make) in Sorts(run, probe))
            {
                if (await GrowthAsync(run, kind, sizes, make, cancellationToken) is { } refusal)
                    return refusal;
            }
        }

        // The growth itself is a measurement of this machine and minute: it would make two equal reports differ.
        return new GateCheck(Name, true, null, run.Options.TimeGrowth, $"up to {run.Options.LongestCompletion} characters without growth beyond the text's");
    }

    private async ValueTask<GateCheck?> GrowthAsync(
        GateRun run, string kind, IReadOnlyList<int> sizes, Func<int, Variant> make, CancellationToken cancellationToken)
    {
        var (before, steep) = (TimeSpan.Zero, 0);
        Variant? previous = null;
        foreach (var size in sizes)
        {
            var variant = make(size);
            var (verdict, time) = await TimeAsync(run, variant, 1, cancellationToken);
            if (verdict.Outcome is RewardOutcome.Failed)
                return Findings.Refused(Name, $"{kind}, {variant.Completion.Length} characters: {verdict.Said}", verdict, "a score", size);
            if (IsSteep(time, before))
            {
                // What else the machine does only adds: the quickest of several says what the tool needs.
                before = Shorter(before, (await TimeAsync(run, previous!, Repeats, cancellationToken)).Time);
                time = Shorter(time, (await TimeAsync(run, variant, Repeats, cancellationToken)).Time);
            }

            var growth = time > s_measurable && before > TimeSpan.Zero ? time / before : 0;
            steep = IsSteep(time, before) ? steep + 1 : 0;
            if (steep >= 2 || (steep == 1 && growth > Explosive * run.Options.TimeGrowth))
            {
                return Findings.Refused(
                    Name, string.Create(CultureInfo.InvariantCulture,
                        $"{kind}: the time grew {growth:0.#} times from one size to the next, to {time.TotalMilliseconds:0} ms"),
                    verdict, "time in proportion to the text", growth, run.Options.TimeGrowth);
            }

            (before, previous) = (time, variant);
        }

        return null;

        bool IsSteep(TimeSpan time, TimeSpan earlier) => earlier > s_measurable / 6 && time > s_measurable && time / earlier > run.Options.TimeGrowth;
    }

    private static async ValueTask<(Verdict Verdict, TimeSpan Time)> TimeAsync(GateRun run, Variant variant, int repeats, CancellationToken cancellationToken)
    {
        var (verdict, best) = ((Verdict?)null, TimeSpan.MaxValue);
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var start = run.Time.GetTimestamp();
            var outcome = (await run.CallAsync(variant.Query, [variant.Completion], cancellationToken))[0];
            best = Shorter(best, run.Time.GetElapsedTime(start));
            verdict = run.Read(variant, outcome);
        }

        return (verdict!, best);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static IEnumerable<(string Kind, IReadOnlyList<int> Sizes, Func<int, Variant> Make)> Sorts(GateRun run, Probe probe)
    {
        var (text, longest) = (probe.Completion, run.Options.LongestCompletion);
        int[] doubled = [.. Enumerable.Range(0, 12).Select(i => longest >> (11 - i)).Where(size => size >= 3000)];
        int[] few = [12, 16, 20, 24, 28, 32, 48, 96];
        yield return ("a long text", doubled, size => Made(text + " " + Texts.FillerOf(size)));
        yield return ("one letter many times", doubled, size => Made(new string('a', size)));
        yield return ("brackets", doubled, size => Made(new string('[', size)));
        yield return ("figures", doubled, size => Made(new string('1', size)));
        yield return ("a right answer many times", doubled, size => Made(string.Concat(Enumerable.Repeat(text + ", ", (size / (text.Length + 2)) + 1))));
        yield return ("blanks in the answer", doubled, size => Made(text.Insert(text.Length / 2, new string(' ', size))));
        yield return ("blanks after the answer", doubled, size => Made(text + new string(' ', size) + "x"));
        // Texts that nearly fit: where a pattern backtracks, it does so here.
        var marks = text.Index().Where(letter => !char.IsLetterOrDigit(letter.Item) && !char.IsWhiteSpace(letter.Item)
            && letter.Item is not ('"' or '\'')).ToLookup(
            letter => letter.Item, letter => letter.Index + 1);
        foreach (var at in marks.SelectMany(places => new[] { places.First(), places.Last() }).Distinct().Take(16))
        {
            yield return ("blanks in a text that nearly fits", few, size => Made(text[..at] + new string(' ', size) + text[^1]));
        }

        if (run.Claims.UsesPrompt && LongerLists.Longer(probe.Query, 1) is not null)
        {
            int[] items = [4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 48];
            yield return ("a longer list in the question", items, size => new Variant(
                LongerLists.Longer(probe.Query, size)!, string.Join(", ", Enumerable.Range(1, size)), "a longer list in the question", null));
        }

        Variant Made(string made) => new(probe.Query, made, $"a completion of {made.Length} characters", null);
    }
}
