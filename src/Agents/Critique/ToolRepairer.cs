using Rlar.Agents.Drafts;

namespace Rlar.Agents.Critique;

/// <summary>
/// Proposes repairs: makes of each loophole a completion that has it and nothing else, and asks the authors again with these among the probes. An author that
/// writes the same once more has no repair to offer.
/// </summary>
/// <param name="authors">The authors, asked in order until one has a draft.</param>
public sealed class ToolRepairer(IReadOnlyList<IAuthor> authors)
{
    private const int FillerRepeats = 40;
    private const string Filler = "There is much that could be said about many things, and much has been said. ";

    /// <summary>Proposes a repair.</summary>
    /// <param name="draft">The tool as it was drafted.</param>
    /// <param name="report">What its rewards show.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async ValueTask<ToolRepair> ProposeAsync(ToolDraft draft, LoopholeReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(report);
        var probes = Exploits(draft, report);
        if (probes.Count == 0)
            return new ToolRepair(null, "Nothing was found of which a wrong answer could be made.", []);
        var request = new AuthorRequest(draft.Task, draft.Description, [.. draft.Probes, .. probes])
        {
            Faults = [.. report.Loopholes.Select(loophole => loophole.Why)],
        };
        var refusals = new List<string>();
        foreach (var author in authors)
        {
            var (written, why) = await author.WriteAsync(request, cancellationToken);
            if (written is null)
                refusals.Add($"{author.Name}: {why}");
            else if (written.Form == draft.Form && written.Content == draft.Content)
                refusals.Add($"{author.Name}: writes the same again");
            else
                return new ToolRepair(written with { Probes = [.. written.Probes, .. probes] }, $"{author.Name}: {why}", probes);
        }

        return new ToolRepair(null, refusals.Count == 0 ? "There is no author to ask." : string.Join(" ", refusals), probes);
    }

    /// <summary>Completions that have a loophole and nothing else, and labelled wrong ones that were rewarded highly.</summary>
    /// <param name="draft">The tool.</param>
    /// <param name="report">What its rewards show.</param>
    public static IReadOnlyList<Probe> Exploits(ToolDraft draft, LoopholeReport report)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(report);
        var probes = new List<Probe>();
        foreach (var loophole in report.Loopholes)
        {
            foreach (var example in loophole.Examples.Where(example => example.IsRight == false))
                probes.Add(new Probe(example.Query, example.Completion, IsRight: false) { Source = "labelled" });
            if (loophole.Examples.Count > 0 && Alone(draft.Description, loophole, loophole.Examples[0].Query) is { } alone)
                probes.Add(new Probe(loophole.Examples[0].Query, alone, IsRight: false) { Source = "loophole" });
        }

        return [.. probes.DistinctBy(probe => (probe.Query.Id, probe.Completion))];
    }

    // What the description asks for is no loophole: an answer of it alone may be right.
    private static string? Alone(string description, Loophole loophole, Query query)
    {
        bool Says(params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
            {
                if (description.Contains(word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }

        return loophole.Kind switch
        {
            "phrase" or "flattery" when !Says(loophole.What) => $"{loophole.What}.",
            "echo" or "prompt-words" when !Says("repeat", "copy", "prompt", "question", "quote") => query.Question,
            "length" when loophole.What == "longer" && !Says("long", "short", "length", "word", "sentence", "character", "paragraph") =>
                string.Concat(Enumerable.Repeat(Filler, FillerRepeats)).TrimEnd(),
            "format" => OfForm(loophole.What) is var (form, words) && !Says(words) ? form : null,
            _ => null,
        };
    }

    private static (string Text, string[] Words) OfForm(string form) => form switch
    {
        "headings" => ("# Answer\n\n## Summary", ["heading", "title", "section", "markdown", "#"]),
        "bullets" => ("- first\n- second\n- third", ["bullet", "list", "item", "point", "markdown"]),
        "numbered list" => ("1. first\n2. second\n3. third", ["number", "list", "step", "item", "markdown"]),
        "bold" => ("**Important**", ["bold", "markdown", "highlight", "emphas"]),
        "code block" => ("```\n\n```", ["code", "program", "function", "markdown"]),
        "box" => (@"\boxed{}", ["box", "latex", "answer"]),
        "JSON" => ("{}", ["json", "object", "key", "field"]),
        "table" => ("| a | b |\n|---|---|\n| 1 | 2 |", ["table", "column", "markdown"]),
        _ => ("Yes!! Great!!", ["exclam", "!", "enthusias"]),
    };
}
