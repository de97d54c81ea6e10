using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rlar.Agents.Library;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools history</c>, <c>rlar tools revoke</c> and <c>rlar tools release</c>: the life of a library.</summary>
internal static class ToolsHistoryCommand
{
    /// <summary><c>rlar tools history --library DIR</c>.</summary>
    internal static Command History()
    {
        var library = Library();
        var json = new Option<bool>("--json") { Description = "One JSON object an event and line." };
        var command = new Command(
            "history", "Shows what was admitted to a library, revoked, and put into quarantine, and when; a history that was changed is refused.")
        {
            library, json,
        };
        command.SetAction(parsed =>
        {
            foreach (var found in Opened(parsed.GetValue(library)!).History)
            {
                System.Console.WriteLine(parsed.GetValue(json)
                    ? JsonSerializer.Serialize(found, JsonSerializerOptions.Web)
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{found.Number,4}  {found.Time:yyyy-MM-dd HH:mm:ss}  {found.Kind,-11}  {found.Id}  {found.Version}"
                        + $"{(found.Reason is null ? "" : $"  {found.Reason}")}"));
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary><c>rlar tools revoke ID --reason TEXT --library DIR</c>.</summary>
    internal static Command Revoke()
    {
        var id = new Argument<string>("ID") { Description = "The tool, synth/NAME." };
        var library = Library();
        var reason = new Option<string>("--reason") { Description = "Why; it is kept in the history.", Required = true, HelpName = "text" };
        var ledgers = new Option<string[]>("--ledger")
        {
            Description = "A ledger of 'rlar score', or a folder with some: names the records that the tool scored. Repeat for several.",
            HelpName = "file|folder",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object a record and line." };
        var command = new Command(
            "revoke",
            """
            Takes a tool out of force: nothing is scored with it any more; its files and its history stay. With ledgers it names what the tool has scored.

              rlar tools revoke synth/three-commas --reason "pays for commas in code" --library tools --ledger ledger.jsonl
            """)
        {
            id, library, reason, ledgers, json,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(id)!;
            if (string.IsNullOrWhiteSpace(parsed.GetValue(reason)))
                throw new HostException("--reason: say why, in a few words; the history keeps it.");
            // Read before anything is revoked: a ledger that cannot be read is said first.
            LedgerUse[] uses = [.. Files(parsed.GetValue(ledgers) ?? []).SelectMany(ledger => LedgerUse.Of(ledger, name))];
            var revoked = Opened(parsed.GetValue(library)!).Revoke(name, parsed.GetValue(reason)!);
            System.Console.Error.WriteLine($"rlar: {name} is revoked, version {revoked.Version}");
            foreach (var use in uses)
            {
                System.Console.WriteLine(parsed.GetValue(json)
                    ? JsonSerializer.Serialize(use, JsonSerializerOptions.Web)
                    : $"{use.Ledger}:{use.Line}: row {use.Row}, query {use.Query}, completion {use.Completion}, version {use.Version}");
            }

            System.Console.Error.WriteLine($"rlar: {Plural.Of(uses.Length, "record")} of the ledgers {Plural.Was(uses.Length)} scored with it");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary><c>rlar tools release ID --reason TEXT --library DIR</c>.</summary>
    internal static Command Release()
    {
        var id = new Argument<string>("ID") { Description = "The tool." };
        var library = Library();
        var reason = new Option<string>("--reason") { Description = "Why; it is kept in the history.", Required = true, HelpName = "text" };
        var command = new Command(
            "release",
            """
            Ends the quarantine that 'rlar tools watch --quarantine' put a tool into: routes that name it ask it again.

              rlar tools release math --reason "its version 4 reads these answers" --library tools
            """)
        {
            id, library, reason,
        };
        command.SetAction(parsed =>
        {
            if (string.IsNullOrWhiteSpace(parsed.GetValue(reason)))
                throw new HostException("--reason: say why, in a few words; the history keeps it.");
            _ = Opened(parsed.GetValue(library)!).Release(parsed.GetValue(id)!, parsed.GetValue(reason)!);
            System.Console.Error.WriteLine($"rlar: {parsed.GetValue(id)} is asked again");
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string> Library() => new("--library") { Description = "The library's folder.", Required = true, HelpName = "folder" };

    // A library that is not there has no history either, but whoever asks for one has misspelt it.
    private static ToolLibrary Opened(string folder) => Directory.Exists(folder)
        ? ToolLibrary.Open(folder, TimeProvider.System)
        : throw new HostException($"--library {folder}: there is no such folder.");

    private static IEnumerable<string> Files(string[] paths) => paths.SelectMany(path => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).AsEnumerable()
        : (IEnumerable<string>)[path]);
}
