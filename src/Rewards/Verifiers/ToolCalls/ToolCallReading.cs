namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>The calls that a text asks for.</summary>
/// <param name="Calls">The calls in order; none where the text asks for none. Null where it does not read.</param>
/// <param name="Form">"tagged", "functions", "json", "named" ({"f": {…}}) or "python"; "" where there is none.</param>
/// <param name="Why">Why it does not read, or "".</param>
internal sealed record ToolCallReading(IReadOnlyList<ToolCallRequest>? Calls, string Form, string Why)
{
    internal static ToolCallReading Broken(string why) => new(null, "", why);
}
