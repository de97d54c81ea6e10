using Rlar.Agents.Drafts;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>
/// Writes a template for a description of what an answer must do, by rules and without a model: every word of the description must be accounted for, what
/// it can mean is held against near misses and the user's own examples, and anything else is refused with the reason. A wrong verifier is worse than none.
/// </summary>
public sealed class TemplateAuthor
{
    /// <summary>The agent's name in the provenance of its drafts.</summary>
    public const string AgentName = "template-author";

    /// <summary>The label of the task that drafts are for where nobody says.</summary>
    public const string DefaultTask = "instruction following";

    // Examples of each sort that a reading with words left out must fit.
    private const int LeastShown = 2;

    /// <summary>Writes a draft, or refuses.</summary>
    /// <param name="description">What an answer must do, in a sentence or two; English, or in simple cases German, French or Spanish.</param>
    /// <param name="probes">Answers whose verdict the user knows; they choose between readings, and a reading that misjudges one is dropped. With two
    /// right and two wrong ones, words that are not understood may be left out where what remains tells them apart. Default: none.</param>
    /// <param name="task">The task's label.</param>
    public AuthoredTemplate Author(string description, IReadOnlyList<Probe>? probes = null, string task = DefaultTask)
    {
        ArgumentNullException.ThrowIfNull(description);
        var (reading, known) = (DescriptionReader.Read(description.Trim()), probes ?? []);
        var provenance = new Provenance(AgentName, null, null, []);
        if (reading.Refusal is not { } refusal)
            return Choose(description, reading.Candidates, known, task, provenance);

        // Enough examples bear out a reading that leaves words out; one that they do not is no reading.
        var isShown = known.Count(probe => probe.IsRight) >= LeastShown && known.Count(probe => !probe.IsRight) >= LeastShown;
        var bold = isShown ? DescriptionReader.Boldly(description.Trim()) : [];
        var shown = bold.Where(candidate => known.All(probe => NearMissCheck.Agrees(candidate, probe))).ToList();
        return shown.Count == 0 ? Refused(description, [], refusal) : Choose(description, shown, known, task, provenance);
    }

    /// <summary>Chooses between candidates by examples and near misses, and makes the draft.</summary>
    internal static AuthoredTemplate Choose(
        string description, IReadOnlyList<TemplateExpression> candidates, IReadOnlyList<Probe> probes, string task, Provenance provenance)
    {
        var misjudged = candidates.Select(candidate => probes.FirstOrDefault(probe => !NearMissCheck.Agrees(candidate, probe))).ToArray();
        var left = candidates.Where((_, index) => misjudged[index] is null).ToList();
        if (left.Count == 0)
        {
            var missed = misjudged[0]!;
            return Refused(
                description, candidates,
                    $"read as {candidates[0]}, but the example {Shown(missed.Completion)} is "
                        + $"{(missed.IsRight ? "right" : "wrong")} and would be judged otherwise");
        }

        var nearMisses = left.SelectMany(NearMissCheck.Probes)
            .DistinctBy(probe => (probe.Completion, probe.Query.Question, probe.Query.References is [var first, ..] ? first : null)).ToList();
        foreach (var other in left.Skip(1))
        {
            if (nearMisses.Find(probe =>
                NearMissCheck.Met(other, probe) != NearMissCheck.Met(left[0], probe)) is { } deciding)
            {
                return Refused(
                    description,
                    left,
                    $"it can be read as {left[0]} or as {other}; say whether {Shown(deciding.Completion)} is right, with an example (probes)");
            }
        }

        var chosen = left[0];
        var own = NearMissCheck.Probes(chosen);
        if (own.FirstOrDefault(probe => !NearMissCheck.Agrees(chosen, probe)) is { } wrong)
            return Refused(description, left, $"read as {chosen}, which misjudges its own near miss {Shown(wrong.Completion)}");
        if (!own.Any(probe => probe.IsRight) && !probes.Any(probe => probe.IsRight) || !own.Any(probe => !probe.IsRight))
            return Refused(description, left, $"read as {chosen}, for which no right and wrong answer could be made to try it: give examples (probes)");
        var draft = new ToolDraft
        {
            Name = DraftNames.Of(chosen),
            Task = task,
            Description = description.Trim(),
            Form = DraftForm.Template,
            Content = chosen.ToJson(),
            Needs = chosen.Needs,
            Invariances = [Invariance.OuterWhitespace],
            Probes = [.. probes, .. own],
            Provenance = provenance,
        };
        return new AuthoredTemplate(description, draft, chosen, own, [.. left.Select(candidate => candidate.ToJson())], $"read as {chosen}");
    }

    internal static AuthoredTemplate Refused(string description, IReadOnlyList<TemplateExpression> candidates, string why) =>
        new(description, null, null, [], [.. candidates.Select(candidate => candidate.ToJson())], $"refused: {why}.");

    private static string Shown(string answer) => $"'{(answer.Length > 60 ? answer[..60] + "…" : answer).ReplaceLineEndings("⏎")}'";
}
