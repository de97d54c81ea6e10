using System.Text;
using System.Text.Json;
using Rlar.Scoring.Doubts;
using Rlar.Scoring.Run;

namespace Rlar.Host.Reporting;

/// <summary>Where rewards look as if rows had been misread: two lines a doubt for a person, everything for a program.</summary>
internal static class DoubtReport
{
    // Ten lines: who has more doubts has to mend the first ones anyway, and to look again.
    private const int MostShown = 5;
    private const int ShortText = 60;

    /// <summary>The lines for a terminal; none where there is nothing to say.</summary>
    internal static IEnumerable<string> Lines(IReadOnlyList<Doubt> doubts)
    {
        Doubt[] strong = [.. doubts.Where(doubt => doubt.IsStrong)];
        if (strong.Length > 0)
            yield return "Look at these before you train on their rewards:";
        foreach (var doubt in strong.Take(MostShown))
        {
            yield return $"  {Name(doubt.Tool)}: {What(doubt)} of {{{doubt.Shape}}}";
            yield return $"    line {doubt.Example.Line} ({Cut(doubt.Example.Id)}): {Because(doubt)}";
        }

        if (strong.Length > MostShown)
            yield return $"  {Plural.Of(strong.Length - MostShown, "more doubt")} in --json.";
        var weak = doubts.Where(doubt => !doubt.IsStrong)
            .Select(doubt => $"{Name(doubt.Tool)} {What(doubt)} (line {doubt.Example.Line}{Unread(doubt, ", not read: ")})")
            .ToArray();
        if (weak.Length > 0)
        {
            var more = weak.Length > MostShown ? $"; {weak.Length - MostShown:N0} more in --json" : "";
            yield return $"Groups without a signal: {string.Join("; ", weak.Take(MostShown))}{more}.";
        }
    }

    /// <summary>Writes the members "doubts", "missed_rewards", "unknown_tasks", "duplicate_ids" and "group_sizes".</summary>
    internal static void WriteJson(Utf8JsonWriter json, RunStatistics run)
    {
        json.WriteStartArray("doubts");
        foreach (var doubt in run.Doubts)
            WriteJson(json, doubt);
        json.WriteEndArray();
        json.WriteStartArray("missed_rewards");
        foreach (var reason in run.MissedRewards)
        {
            json.WriteStartObject();
            json.WriteString("status", reason.Status);
            json.WriteString("reason", reason.Reason);
            json.WriteNumber("completions", reason.Completions);
            json.WriteNumber("line", reason.Line);
            json.WriteString("id", reason.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unknown_tasks");
        foreach (var task in run.UnknownTasks)
        {
            json.WriteStartObject();
            json.WriteString("task", task.Name);
            json.WriteNumber("rows", task.Rows);
            json.WriteNumber("line", task.Line);
            json.WriteString("routed_as", task.RoutedAs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (run.Duplicates is { } twice)
        {
            json.WriteStartObject("duplicate_ids");
            json.WriteNumber("rows", twice.Rows);
            json.WriteNumber("first_line", twice.FirstLine);
            json.WriteNumber("second_line", twice.SecondLine);
            json.WriteEndObject();
        }

        json.WriteStartObject("group_sizes");
        json.WriteNumber("groups", run.Sizes.Count);
        json.WriteNumber("of_one", run.Sizes.OfOne);
        json.WriteNumber("least", run.Sizes.Least);
        json.WriteNumber("median", run.Sizes.Median);
        json.WriteNumber("most", run.Sizes.Most);
        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, Doubt doubt)
    {
        json.WriteStartObject();
        json.WriteString("kind", Key(doubt.Kind));
        json.WriteString("tool", doubt.Tool);
        json.WriteString("shape", doubt.Shape);
        json.WriteNumber("groups", doubt.Groups);
        json.WriteNumber("of", doubt.Of);
        json.WriteBoolean("strong", doubt.IsStrong);
        json.WriteNumber("line", doubt.Example.Line);
        json.WriteString("id", doubt.Example.Id);
        json.WriteString("reference", doubt.Example.Reference);
        json.WriteString("completion", doubt.Example.Completion);
        json.WriteString("reason", doubt.Example.Reason);
        json.WriteStartArray("unread");
        foreach (var column in doubt.Unread)
        {
            json.WriteStartObject();
            json.WriteString("column", column.Name);
            json.WriteString("why", column.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("signs");
        json.WriteNumber("completions", doubt.Signs.Completions);
        json.WriteNumber("empty", doubt.Signs.Empty);
        json.WriteNumber("unfinished_thinking", doubt.Signs.Unfinished);
        json.WriteNumber("begin_with_prompt", doubt.Signs.HoldPrompt);
        json.WriteNumber("are_reference", doubt.Signs.AreReference);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string What(Doubt doubt) => doubt.Groups == doubt.Of
        ? $"{Word(doubt.Kind)} in {(doubt.Of == 1 ? "the only group" : $"all {doubt.Of:N0} groups")}"
        : $"{Word(doubt.Kind)} in {doubt.Groups:N0} of {doubt.Of:N0} groups";

    private static string Because(Doubt doubt)
    {
        var text = new StringBuilder();
        text.Append(doubt.Example.Reference is { } reference ? $"reference '{Cut(reference)}', " : "no reference, ")
            .Append($"completion '{Cut(doubt.Example.Completion)}'");
        if (doubt.Example.Reason is { } reason)
            text.Append($": {reason}");
        foreach (var sign in Signs(doubt.Signs))
            text.Append($"; {sign}");
        return text.Append(Unread(doubt, "; not read: ")).ToString();
    }

    private static string Unread(Doubt doubt, string before) => doubt.Unread.Count == 0
        ? ""
        : $"{before}{string.Join(", ", doubt.Unread.Take(3).Select(column => column.Name))}{(doubt.Unread.Count > 3 ? ", …" : "")}";

    // Said where they hold for half of the completions: then they are the likely cause.
    private static IEnumerable<string> Signs(DoubtSigns signs)
    {
        foreach (var (count, what) in new[]
        {
            (signs.Empty, "are empty"),
            (signs.Unfinished, "never close their thinking"),
            (signs.HoldPrompt, "begin with the prompt: is it the right column?"),
            (signs.AreReference, "are the reference itself: is it the right column?"),
        })
        {
            if (count > 0 && 2 * count >= signs.Completions)
                yield return $"{count:N0} of {signs.Completions:N0} completions {what}";
        }
    }

    private static string Name(string tool) => tool.Length == 0 ? "no tool" : tool;

    private static string Word(DoubtKind kind) => kind switch
    {
        DoubtKind.Failed => "all failed",
        DoubtKind.Unscorable => "all unscorable",
        DoubtKind.Lowest => "all 0",
        DoubtKind.Highest => "all 1",
        _ => "all the same",
    };

    private static string Key(DoubtKind kind) => kind switch
    {
        DoubtKind.Failed => "all_failed",
        DoubtKind.Unscorable => "all_unscorable",
        DoubtKind.Lowest => "all_lowest",
        DoubtKind.Highest => "all_highest",
        _ => "all_same",
    };

    private static string Cut(string text) => text.Length <= ShortText ? text : $"{text.AsSpan(0, ShortText)}…";
}
