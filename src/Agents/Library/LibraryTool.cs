using Rlar.Agents.Drafts;
using Rlar.Agents.Gate;

namespace Rlar.Agents.Library;

/// <summary>A tool of a library, read from its files, each of which is as the history says that it was admitted.</summary>
/// <param name="Draft">The draft, with its probes and provenance.</param>
/// <param name="Report">What the gate found before it was admitted.</param>
/// <param name="Version">Its version in the library: 12 hexadecimal digits of a SHA-256 over all of its files.</param>
public sealed record LibraryTool(ToolDraft Draft, GateReport Report, string Version);
