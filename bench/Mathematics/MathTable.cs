using System.Globalization;
using System.Text;

namespace Rlar.Bench.Mathematics;

/// <summary>The table of the mathematics benchmark: all cases, each set, each kind of answer.</summary>
/// <param name="cases">The cases.</param>
/// <param name="own">What RLAR did.</param>
/// <param name="peer">What Math-Verify did; null where it was left out.</param>
internal sealed class MathTable(IReadOnlyList<MathCase> cases, MathRun own, MathRun? peer)
{
    /// <summary>Writes it.</summary>
    internal void AppendTo(StringBuilder text)
    {
        _ = text
            .AppendLine(
                "| answers | cases | RLAR /s | Math-Verify /s | ratio | RLAR p50 us | p99 us | max us | Math-Verify p50 us | p99 us | max us "
                + "| RLAR bytes | RLAR false + | false - | undecided | Math-Verify false + | false - |")
            .AppendLine("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
            .AppendLine(Row("all", _ => true));
        foreach (var set in cases.Select(c => c.Set).Distinct())
        {
            _ = text.AppendLine(Row(set, c => c.Set == set));
            foreach (var kind in cases.Where(c => c.Set == set && c.Kind.Length > 0).Select(c => c.Kind).Distinct().Order(StringComparer.Ordinal))
                _ = text.AppendLine(Row($"- {kind}", c => c.Set == set && c.Kind == kind));
        }
    }

    private string Row(string name, Func<MathCase, bool> has)
    {
        var some = Enumerable.Range(0, cases.Count).Where(i => has(cases[i])).ToList();
        var times = own.Percentiles(some);
        var (others, ratio, rate) = (" | | ", "", "");
        if (peer is not null)
        {
            var its = peer.Percentiles(some);
            others = string.Create(CultureInfo.InvariantCulture, $"{its.Half:0} | {its.Most:0} | {its.All:0}");
            rate = peer.Rate(some).ToString("0.0", CultureInfo.InvariantCulture);
            ratio = (own.Rate(some) / peer.Rate(some)).ToString("0", CultureInfo.InvariantCulture);
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {some.Count} | {own.Rate(some):0} | {rate} | {ratio} "
            + $"| {times.Half:0.0} | {times.Most:0.0} | {times.All:0.0} | {others} "
            + $"| {some.Average(i => own.Bytes[i]):0} | {Errors(own, some)} "
            + $"| {some.Count(i => own.Verdicts[i] is null)} | {(peer is null ? " | " : Errors(peer, some))} |");
    }

    // Undecided is no reward: of a right answer it is a false negative.
    private string Errors(MathRun run, List<int> some) =>
        $"{some.Count(i => run.Verdicts[i] == true && !cases[i].IsRight)} | {some.Count(i => run.Verdicts[i] != true && cases[i].IsRight)}";
}
