using Rlar.Agents.Drafts;

namespace Rlar.Agents.Critique;

/// <summary>A proposal in the place of a tool that rewards something else than it should. It goes through the gate like any draft.</summary>
/// <param name="Draft">The draft; null where none is proposed.</param>
/// <param name="Why">How it came about, or why there is none, in a sentence.</param>
/// <param name="Probes">What the old tool was fooled by, as completions that are certainly wrong: the gate holds the new one against them.</param>
public sealed record ToolRepair(ToolDraft? Draft, string Why, IReadOnlyList<Probe> Probes);
