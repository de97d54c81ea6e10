using Rlar.Agents.Drafts;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary>Labelled rows as probes: what is right and what is wrong.</summary>
internal static class LabelledProbes
{
    /// <summary>Reads the probes of a file.</summary>
    /// <param name="path">Labelled rows.</param>
    /// <param name="column">The column of the labels.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="HostException">A row has no labels.</exception>
    internal static IReadOnlyList<Probe> Read(string path, string column, CancellationToken cancellationToken)
    {
        var parser = new RowParser(new RowParserOptions { PromptRequired = false });
        using var source = RowSource.Open(path, split: null, keys: null, cancellationToken);
        return
        [
            .. LabelledRow.ReadAll(source, parser, column, cancellationToken).SelectMany(row => Verdicts(row.Labels)
                .Select((right, index) => (right, index)).Where(pair => pair.right is not null)
                .Select(pair => new Probe(row.Group.Query, row.Group.Completions[pair.index].Text, pair.right == true) { Source = "labelled" })),
        ];
    }

    /// <summary>
    /// [G] right, wrong, or neither: labels between 0 and 1 are right from one half on; of others the row's greatest are right and its least wrong.
    /// </summary>
    /// <param name="labels">[G] labels, higher is better.</param>
    internal static IReadOnlyList<bool?> Verdicts(IReadOnlyList<double> labels)
    {
        if (labels.All(label => label is >= 0 and <= 1))
            return [.. labels.Select(label => (bool?)(label >= 0.5))];
        var (most, least) = (labels.Max(), labels.Min());
        return [.. labels.Select(label => most == least ? null : label == most ? true : label == least ? false : (bool?)null)];
    }
}
