namespace Rlar.Agents.Classification;

/// <summary>
/// The temperature of a head for the prompts of authors that it has not seen. Each author's prompts go through a head that was fitted to the other
/// authors': its doubt is the doubt that a stranger's prompt deserves. But the head that is kept has seen one author more than those and is surer by
/// right: how much surer an author more makes is measured, too, with two authors left out against one.
/// </summary>
internal static class HeldOutTemperature
{
    /// <summary>T(1)² / T(2), where T(n) fits heads without n authors on the prompts of one of these; T(1) with two authors, 1 with one.</summary>
    /// <param name="sources">Each prompt's author.</param>
    /// <param name="vectors">Each prompt's features.</param>
    /// <param name="labels">Each prompt's label.</param>
    /// <param name="fit">Fits a head to the prompts of these indices.</param>
    internal static double Of(IReadOnlyList<string> sources, IReadOnlyList<SparseVector> vectors, int[] labels, Func<int[], LinearHead> fit)
    {
        var authors = sources.Distinct().Order(StringComparer.Ordinal).ToArray();
        var one = Logits(authors.Select(author => new[] { author }));
        if (authors.Length < 3)
            return TemperatureFit.Of(one.Logits, one.Labels);
        var two = Logits(authors.SelectMany((author, index) => authors[(index + 1)..].Select(other => new[] { author, other })));
        var (without, withoutTwo) = (TemperatureFit.Of(one.Logits, one.Labels), TemperatureFit.Of(two.Logits, two.Labels));
        return without * without / withoutTwo;

        (List<double[]> Logits, List<int> Labels) Logits(IEnumerable<string[]> held)
        {
            var (logits, known) = (new List<double[]>(), new List<int>());
            foreach (var left in held)
            {
                var kept = Enumerable.Range(0, vectors.Count).Where(index => !left.Contains(sources[index])).ToArray();
                // A head that has not seen every label says nothing of how sure one is that has.
                if (kept.Select(index => labels[index]).Distinct().Count() < labels.Distinct().Count())
                    continue;
                var head = fit(kept);
                foreach (var index in Enumerable.Range(0, vectors.Count).Where(index => left.Contains(sources[index])))
                {
                    logits.Add(head.Logits(vectors[index]));
                    known.Add(labels[index]);
                }
            }

            return (logits, known);
        }
    }
}
