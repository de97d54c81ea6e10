using System.CommandLine;
using System.Text.Json;
using Rlar.Host.Doctor;

namespace Rlar.Host.Commands;

/// <summary><c>rlar doctor</c>.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var command = new Command(
            "doctor",
            """
            Says what this machine has and lacks for each part of RLAR, with the command that brings what is missing.

              rlar doctor
              rlar doctor --json | jq '.findings[] | select(.there | not)'

            Ends with 0 when the essential things are there, else with 1. The commands are Debian's; elsewhere the packages have similar names.
            """)
        {
            json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            List<DoctorFinding> findings = [];
            foreach (var check in DoctorChecks.All)
                findings.AddRange(await check.FindAsync(cancellationToken));
            var isWell = findings.All(finding => finding.IsThere || !finding.IsEssential);
            System.Console.WriteLine(parsed.GetValue(json) ? Json(findings, isWell) : Lines(findings, isWell));
            return isWell ? ExitCode.Done : ExitCode.SomeFailed;
        });
        return command;
    }

    private static string Lines(List<DoctorFinding> findings, bool isWell) => string.Join(
        '\n',
        findings.Select(finding =>
            $"{finding.Part,-10} {finding.Name,-13} {State(finding),-8} {finding.Detail}"
            + $"{(finding.IsThere || finding.Fix is null ? "" : $"\n{"",-33}{finding.Fix}")}")
            .Append(isWell ? "The essential things are there." : "Something essential is missing."));

    private static string State(DoctorFinding finding) => finding switch
    {
        { IsThere: true } => "ok",
        { IsEssential: true } => "MISSING",
        _ => "missing",
    };

    private static string Json(List<DoctorFinding> findings, bool isWell) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["ok"] = isWell,
        ["findings"] = findings.Select(finding => new Dictionary<string, object?>
        {
            ["part"] = finding.Part,
            ["name"] = finding.Name,
            ["there"] = finding.IsThere,
            ["essential"] = finding.IsEssential,
            ["detail"] = finding.Detail,
            ["fix"] = finding.IsThere ? null : finding.Fix,
        }),
    });
}
