using System.Globalization;
using System.Xml.Linq;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Report;

/// <summary>The alarms with their evidence, the gravest first.</summary>
internal static class AlarmCards
{
    private const int Most = 100;
    private const int MostLetters = 400;
    private const int MostNumbers = 16;
    private const int MostExamples = 3;

    /// <summary>The section.</summary>
    internal static XElement Of(IReadOnlyList<AlarmRecord> alarms) => Html.Of(
        "section",
        "alarms",
        Html.With("id", "alarms"),
        Html.Of("h2", null, "Alarms"),
        Html.Of("p", "note", alarms.Count == 0
            ? "None. What the guards look for is not all that can go wrong: read some completions."
            : "What reward hacking, or a fault, looks like. A preferred pattern may be what is asked for: only a reader can say."),
        alarms.Count > Most ? Html.Of("p", "note", $"{Most} of {alarms.Count.ToString("N0", CultureInfo.InvariantCulture)}; all are in alarms.jsonl.") : null,
        alarms.OrderByDescending(alarm => alarm.Severity).ThenBy(alarm => alarm.Step).Take(Most).Select(Card));

    private static XElement Card(AlarmRecord alarm)
    {
        var severity = alarm.Severity.ToString().ToLowerInvariant();
        var step = Html.Of("small", null, $"after step {alarm.Step.ToString("N0", CultureInfo.InvariantCulture)}");
        return Html.Of(
            "article",
            severity,
            Html.Of("h3", null, Html.Of("span", "severity", severity), " ", VisibleText.Nodes(alarm.Name, MostLetters), " ", step),
            Html.Of("p", null, VisibleText.Nodes(alarm.Sentence, MostLetters)),
            Html.Of("div", "facts", alarm.Evidence.Take(MostNumbers).Select(one =>
                Html.Of("span", null, VisibleText.Nodes(one.Key.Replace('_', ' '), MostLetters), " ", Figures.Data(one.Value)))),
            alarm.Examples.Take(MostExamples).Select(example => Html.Of("div", "text", Html.With("dir", "auto"), VisibleText.Nodes(example, MostLetters))));
    }
}
