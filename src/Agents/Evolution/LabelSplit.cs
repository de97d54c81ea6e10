using System.Security.Cryptography;
using System.Text;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Evolution;

/// <summary>
/// The labelled completions of a task in two halves by a hash of the row's id: one that authors may see, one for the gate alone. The order of the rows changes
/// neither.
/// </summary>
internal sealed record LabelSplit(IReadOnlyList<Probe> Shown, IReadOnlyList<Probe> Held, IReadOnlyList<EvolutionRow> HeldRows)
{
    internal static LabelSplit Of(EvolutionTask task, int most)
    {
        var ordered = task.Rows.Where(row => row.Labels.Any(label => label is not null))
            .OrderBy(row => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{row.Group.Query.Id}\n{row.Group.Query.Question}"))),
                StringComparer.Ordinal)
            .ToArray();
        // One labelled row alone is the gate's: a tool that nothing holds is not admitted.
        var held = ordered.Where((_, index) => index % 2 == 0).ToArray();
        var shown = ordered.Where((_, index) => index % 2 == 1).ToArray();
        return new LabelSplit(Probes(shown, most), Probes(held, most), held);
    }

    // Right and wrong ones by turns, so that a bound leaves both.
    private static IReadOnlyList<Probe> Probes(EvolutionRow[] rows, int most)
    {
        var all = rows.SelectMany(row => row.Labels.Select((label, index) => (label, index)).Where(pair => pair.label is not null)
            .Select(pair => new Probe(row.Group.Query, row.Group.Completions[pair.index].Text, pair.label == true) { Source = "labelled" })).ToArray();
        return [.. all.Where(probe => probe.IsRight).Take(most / 2).Concat(all.Where(probe => !probe.IsRight).Take(most - most / 2))];
    }
}
