using System.CommandLine;
using System.Text;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate;
using Rlar.Agents.Library;
using Rlar.Host.Drafting;
using Rlar.Host.Reporting;

namespace Rlar.Host.Commands;

/// <summary><c>rlar tools gate DRAFT --rows LABELLED.jsonl</c>.</summary>
internal static class ToolsGateCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var path = new Argument<string>("DRAFT") { Description = "The draft: a folder as the library has them, or a JSON file (docs/gate.md)." };
        var rows = Rows();
        var admit = new Option<string?>("--library") { Description = "The library that the draft goes into where it passes.", HelpName = "folder" };
        var trusted = new Option<string[]>("--trusted") { Description = "A tool that judges such answers rightly; repeat for several.", HelpName = "id" };
        var json = new Option<bool>("--json") { Description = "The report as JSON on standard output." };
        var tools = new LibraryOption { HasLibrary = false };
        var command = new Command(
            "gate",
            """
            Tries to break a drafted tool: holds it against labelled answers, and against wrong ones that it makes of them. A refusal names the check and
            the text.

              rlar tools gate draft.json --rows labelled.jsonl
              rlar tools gate drafts/three-commas --rows labelled.jsonl --library tools

            Exit codes: 0 it passes, 1 it is refused, 2 bad usage or input, 130 cancelled.
            """)
        {
            path, rows, admit, trusted, json,
        };
        tools.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var draft = DraftReader.Read(parsed.GetValue(path)!);
            await using var open = await tools.OpenAsync(parsed, cancellationToken);
            await using var makers = new DraftMakers();
            var evidence = new GateEvidence
            {
                Labelled = Labelled(parsed.GetValue(rows)),
                Trusted = [.. (parsed.GetValue(trusted) ?? []).Select(id => open.Tools.Create(id))],
            };
            var report = await new ToolGate(TimeProvider.System).ExamineAsync(makers.For(draft), draft, evidence, new GateOptions(), cancellationToken);
            return Finish(report, draft, parsed.GetValue(admit), parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>The option with labelled rows.</summary>
    internal static Option<string?> Rows() => new("--rows")
    {
        Description = "Labelled answers that the author has not seen, as JSON lines: "
            + "{\"prompt\"?, \"reference\"?, \"completion\", \"label\": \"right\"|\"wrong\"}, "
            + "or with \"good\" and \"bad\" answers (docs/gate.md).",
        HelpName = "file",
    };

    /// <summary>Reads labelled rows.</summary>
    internal static IReadOnlyList<Probe> Labelled(string? path) =>
        path is null ? [] : ProbeRows.Read(Encoding.UTF8.GetString(SmallFile.Read(path)), path, "labelled");

    /// <summary>Admits what passes, and prints the report.</summary>
    internal static int Finish(GateReport report, ToolDraft draft, string? library, bool asJson)
    {
        System.Console.WriteLine(asJson ? report.ToJson() : GateReportText.Of(report));
        if (!report.Accepted)
            return ExitCode.SomeFailed;
        if (library is not null)
        {
            var tool = ToolLibrary.Open(library, TimeProvider.System).Admit(draft, report);
            System.Console.Error.WriteLine($"rlar: {draft.Id} is in {library} now, version {tool.Version}; use it with --library {library}");
        }

        return ExitCode.Done;
    }
}
