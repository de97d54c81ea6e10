namespace Rlar.Agents.Library;

/// <summary>One line of a library's history.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Time">When, in UTC.</param>
/// <param name="Kind">"admitted" or "revoked"; "quarantined" or "released".</param>
/// <param name="Id">The tool's id, "synth/NAME"; any tool's for a quarantine.</param>
/// <param name="Version">The tool's version in the library.</param>
/// <param name="ToolVersion">The version that its outcomes and the ledger carry.</param>
/// <param name="Files">The SHA-256 of each of its files, 64 hexadecimal digits, by name; empty where it was revoked.</param>
/// <param name="Reason">Why it was revoked, put into quarantine or released; null where it was admitted.</param>
/// <param name="Hash">The SHA-256 over the line before and this one: a line that is changed or taken out breaks the chain.</param>
public sealed record LibraryEvent(
    long Number, DateTimeOffset Time, string Kind, string Id, string Version, string ToolVersion, IReadOnlyDictionary<string, string> Files, string? Reason,
        string Hash)
{
    /// <summary>The tool that takes the place of one in quarantine; null for none, and for other events.</summary>
    public string? Fallback { get; init; }

    /// <summary>Whether it begins or ends a tool's life in the library; a quarantine does neither.</summary>
    internal bool IsOfLife => Kind is "admitted" or "revoked";
}
