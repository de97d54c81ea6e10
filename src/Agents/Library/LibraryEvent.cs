namespace Rlar.Agents.Library;

/// <summary>One line of a library's history.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Time">When, in UTC.</param>
/// <param name="Kind">"admitted" or "revoked".</param>
/// <param name="Id">The tool's id, "synth/NAME".</param>
/// <param name="Version">The tool's version in the library.</param>
/// <param name="ToolVersion">The version that its outcomes and the ledger carry.</param>
/// <param name="Files">The SHA-256 of each of its files, 64 hexadecimal digits, by name; empty where it was revoked.</param>
/// <param name="Reason">Why it was revoked; null where it was admitted.</param>
/// <param name="Hash">The SHA-256 over the line before and this one: a line that is changed or taken out breaks the chain.</param>
public sealed record LibraryEvent(
    long Number, DateTimeOffset Time, string Kind, string Id, string Version, string ToolVersion, IReadOnlyDictionary<string, string> Files, string? Reason, string Hash);
