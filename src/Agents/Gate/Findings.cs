using System.Globalization;

namespace Rlar.Agents.Gate;

/// <summary>What checks say, in one form.</summary>
internal static class Findings
{
    /// <summary>The share of generated wrong texts that were refused.</summary>
    internal static GateCheck OfRefused(string name, GateRun run, IReadOnlyList<Verdict> accepted, int count, double threshold)
    {
        if (count == 0)
            return new GateCheck(name, true, null, threshold, "no text could be made that is certainly wrong");
        var share = 1 - ((double)accepted.Count / count);
        if (share >= threshold)
            return new GateCheck(name, true, share, threshold, string.Create(CultureInfo.InvariantCulture, $"{count - accepted.Count} of {count} wrong texts scored low"));
        var first = accepted.OrderBy(verdict => verdict.Variant.Completion.Length).First();
        var lacks = run.Lacks(first.Variant) is { } property ? $"; it lacks: {property}" : "";
        return new GateCheck(name, false, share, threshold, string.Create(
            CultureInfo.InvariantCulture, $"{accepted.Count} of {count} wrong texts were scored high, the first one: {first.Variant.Kind}{lacks}"))
        {
            Example = first.Example("low"),
        };
    }

    /// <summary>A refusal.</summary>
    internal static GateCheck Refused(string name, string reason, Verdict? verdict = null, string expected = "low", double? measured = null, double? threshold = null) =>
        new(name, false, measured, threshold, reason) { Example = verdict?.Example(expected) };
}
