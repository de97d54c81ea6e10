using System.Globalization;
using System.Text;
using System.Text.Json;
using Rlar.Rewards.Sandbox;

namespace Rlar.Host.Reporting;

/// <summary>What came of one run in the sandbox, for a person and for a program.</summary>
internal static class SandboxResultText
{
    /// <summary>One line.</summary>
    internal static string Line(SandboxResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"rlar: {Ending(result)}; processor {result.Cpu:0.000} s, clock {result.Wall:0.000} s, "
        + $"memory {result.Memory / 1048576.0:0.0} MiB, processes {result.Processes}");

    /// <summary>A JSON object; output that is no UTF-8 has U+FFFD in its place.</summary>
    internal static string Json(SandboxResult result) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["status"] = result.ExitStatus,
        ["stopped_by"] = result.Stop == SandboxStop.None ? null : Name(result.Stop),
        ["cpu_seconds"] = result.Cpu,
        ["wall_seconds"] = result.Wall,
        ["memory_bytes"] = result.Memory,
        ["processes"] = result.Processes,
        ["stdout"] = Encoding.UTF8.GetString(result.Stdout.Span),
        ["stderr"] = Encoding.UTF8.GetString(result.Stderr.Span),
    });

    private static string Ending(SandboxResult result) => result switch
    {
        { Stop: not SandboxStop.None } => $"stopped by the limit on {Name(result.Stop)}",
        { ExitStatus: null } => "ended without a status",
        { ExitStatus: < 0 } => $"ended by signal {-result.ExitStatus}",
        _ => $"status {result.ExitStatus}",
    };

    private static string Name(SandboxStop stop) => stop switch
    {
        SandboxStop.CpuTime => "cpu",
        SandboxStop.WallTime => "wall",
        SandboxStop.Memory => "memory",
        SandboxStop.Processes => "processes",
        SandboxStop.Files => "files",
        _ => "output",
    };
}
