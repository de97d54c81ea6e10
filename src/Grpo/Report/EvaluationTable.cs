using System.Globalization;
using System.Xml.Linq;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Report;

/// <summary>The evaluations as a table; of many, the first, the last and some between.</summary>
internal static class EvaluationTable
{
    private const int Most = 60;
    private const int MostTools = 24;
    private const int MostLetters = 40;

    /// <summary>The section; null where there was none.</summary>
    internal static XElement? Of(IReadOnlyList<EvaluationRecord> evaluations)
    {
        if (evaluations.Count == 0)
            return null;
        var tools = evaluations.SelectMany(one => one.ToolReward.Keys).Distinct().Order(StringComparer.Ordinal).Take(MostTools).ToList();
        var heldOut = evaluations.SelectMany(one => one.HeldOutTools).ToHashSet();
        var shown = Some(evaluations, Most);
        return Html.Of(
            "section",
            null,
            Html.Of("h2", null, "Evaluations on held-out rows"),
            shown.Count < evaluations.Count ? Html.Of("p", "note", $"{shown.Count} of {evaluations.Count}; the rest is in evaluations.jsonl.") : null,
            Html.Of(
                "div",
                "scroll",
                Html.Of(
                    "table",
                    null,
                    Html.Of("thead", null, Html.Of("tr", null, Heads(tools, heldOut))),
                    Html.Of("tbody", null, shown.Select(one => Html.Of("tr", null, Cells(one, tools)))))),
            heldOut.Count > 0 ? Html.Of("p", "note", "* not trained on: it should rise with the reward, or at least not fall.") : null);
    }

    /// <summary>No more than so many, evenly spread, both ends among them.</summary>
    internal static IReadOnlyList<EvaluationRecord> Some(IReadOnlyList<EvaluationRecord> evaluations, int most) => evaluations.Count <= most
        ? evaluations
        : [.. Enumerable.Range(0, most).Select(i => evaluations[(int)((long)i * (evaluations.Count - 1) / (most - 1))])];

    private static IEnumerable<XElement> Heads(List<string> tools, HashSet<string> heldOut)
    {
        string[] first = ["after step", "rows", "completions", "reward", "std"];
        string[] last = ["tokens", "cut off", "distinct"];
        return first.Concat(tools.Select(tool => VisibleText.Plain(tool, MostLetters) + (heldOut.Contains(tool) ? " *" : ""))).Concat(last)
            .Select(name => Html.Of("th", null, Html.With("scope", "col"), name));
    }

    private static IEnumerable<XElement> Cells(EvaluationRecord one, List<string> tools)
    {
        double?[] numbers =
        [
            one.Reward, one.RewardStd, .. tools.Select(tool => one.ToolReward.TryGetValue(tool, out var value) ? value : (double?)null),
            one.Length, one.Truncated, one.DistinctShare,
        ];
        return new[] { one.Step, one.Rows, one.Completions }.Select(count => Html.Of("td", null, count.ToString("N0", CultureInfo.InvariantCulture)))
            .Concat(numbers.Select(number => Html.Of("td", null, Figures.Data(number))));
    }
}
