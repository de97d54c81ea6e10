using Rlar.Agents.Drafts;

namespace Rlar.Agents.Tests.Scouting;

/// <summary>Labelled completions for measuring.</summary>
internal static class LabelledProbes
{
    /// <summary>Polite and rude answers to so many questions; the polite one is the longer one every other time, so that length is no help.</summary>
    internal static IReadOnlyList<Probe> Politeness(int queries) =>
    [
        .. Enumerable.Range(0, queries).SelectMany(index =>
        {
            var query = new Query { Id = $"q{index}", Prompt = [new Message("user", $"What about item {index}?")] };
            var filler = string.Concat(Enumerable.Repeat(" item", 1 + index % 5));
            var (right, wrong) = ($"please and thanks{(index % 2 == 0 ? filler : "")}", $"stupid and rude words{(index % 2 == 0 ? "" : filler + " item item")}");
            return new[] { new Probe(query, right, true) { Source = "labelled" }, new Probe(query, wrong, false) { Source = "labelled" } };
        }),
    ];
}
