using System.CommandLine;
using System.Text.Json;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Ilgpu;

namespace Rlar.Host.Commands;

/// <summary><c>rlar devices</c>.</summary>
internal static class DevicesCommand
{
    /// <summary>The command.</summary>
    internal static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "As one JSON list." };
        var command = new Command(
            "devices",
            """
            Says what can compute advantages here, and why what cannot is missing.

              rlar devices
              rlar devices --json | jq '.[] | select(.there)'

            --device of 'rlar advantages' and 'rlar score' takes the first word of a line. auto is the CPU: no device has been measured to win yet.
            """)
        {
            json,
        };
        command.SetAction(parsed =>
        {
            var lines = Lines();
            System.Console.WriteLine(parsed.GetValue(json) ? Json(lines) : string.Join('\n', lines.Select(Text)));
            return ExitCode.Done;
        });
        return command;
    }

    private static Line[] Lines()
    {
        using var cpu = new CpuBackend();
        return
        [
            new("cpu", true, $"{cpu.Path}, {Plural.Of(cpu.Threads, "thread")}", 0),
            .. Devices.List().Select(report => new Line(
                report.Kind == DeviceKind.Cuda ? "cuda" : "opencl", report.IsThere, report.Name ?? report.Absence!, report.MemoryBytes)),
        ];
    }

    private static string Text(Line line) => $"{line.Device,-7} {(line.IsThere ? "there" : "missing"),-8} {line.Detail}{Memory(line)}";

    private static string Memory(Line line) => line.MemoryBytes > 0 ? $", {line.MemoryBytes >> 20} MiB" : "";

    private static string Json(Line[] lines) => JsonSerializer.Serialize(lines.Select(line => new Dictionary<string, object>
    {
        ["device"] = line.Device,
        ["there"] = line.IsThere,
        ["detail"] = line.Detail,
        ["memory_bytes"] = line.MemoryBytes,
    }));

    private sealed record Line(string Device, bool IsThere, string Detail, long MemoryBytes);
}
