using System.Globalization;
using System.Text;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Gate;

/// <summary>
/// Better on the author's own probes than on others', or carrying the answers of the probes in its own text: it has learnt cases and not the task.
/// </summary>
internal sealed class OverfitCheck : IGateCheck
{
    private const int Least = 2;

    /// <inheritdoc/>
    public string Name => "overfit";

    /// <inheritdoc/>
    public async ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        if (Carried(run) is { } carried)
            return carried;
        var own = await AccuracyAsync(run.Draft.Probes);
        var others = await AccuracyAsync(run.Labelled);
        if (own is null || others is null)
            return new GateCheck(Name, true, null, run.Options.OverfitGap, "no probes of both kinds to compare");
        var gap = own.Value - others.Value;
        return new GateCheck(Name, gap <= run.Options.OverfitGap, gap, run.Options.OverfitGap, string.Create(
            CultureInfo.InvariantCulture, $"{own:0.##} of its own probes and {others:0.##} of others' are judged rightly"));

        async ValueTask<double?> AccuracyAsync(IReadOnlyList<Probe> probes)
        {
            if (probes.Count == 0)
                return null;
            var verdicts = await run.ScoreAsync(GateRun.Texts(probes), cancellationToken);
            return (double)verdicts.Count(run.IsAsLabelled) / verdicts.Count;
        }
    }

    private GateCheck? Carried(GateRun run)
    {
        if (run.Draft.Form != DraftForm.Script)
            return null;
        var content = Plain(run.Draft.Content);
        // Two different answers that no description gave: a keyword that a task names may stand in its verifier.
        Probe[] found =
        [
            .. run.Right.Where(probe => Plain(probe.Completion) is { Length: >= 2 } text && content.Contains($"\"{text}\"", StringComparison.Ordinal)
                && !run.Draft.Description.Contains(probe.Completion.Trim(), StringComparison.OrdinalIgnoreCase)).DistinctBy(probe => Plain(probe.Completion)),
        ];
        // A table of parts ("IV" and "IX" in a verifier of Roman numerals) holds some answers, a table of cases most.
        var answers = run.Right.DistinctBy(probe => Plain(probe.Completion)).Count();
        return found.Length < Least || found.Length * 2 < answers ? null : new GateCheck(Name, false, found.Length, Least - 1, $"{found.Length} right answers of the probes stand in its source")
        {
            Example = new GateExample("in its source", found[0].Query.Question, null, found[0].Completion, "part of the source", "a rule that holds for other answers, too"),
        };
    }

    // Without blanks, escapes and the difference of quotation marks: "['a']" in a script is the answer ["a"].
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter) && letter != '\\')
                plain.Append(letter);
        }

        return plain.ToString().Trim('.', '!', '?');
    }
}
