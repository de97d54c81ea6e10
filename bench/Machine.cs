using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rlar.Bench;

/// <summary>The machine as a reader of a result has to know it.</summary>
internal static class Machine
{
    /// <summary>Date, processor, vectors, runtime: a Markdown list.</summary>
    internal static string Describe() => string.Create(CultureInfo.InvariantCulture, $"""
        - date: {DateTime.UtcNow:yyyy-MM-dd}
        - processor: {Processor()}, {Environment.ProcessorCount} cores in use, {(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128)}-bit vectors
        - {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}
        """);

    /// <summary>How many processes want a core, over the last minute: more than there are cores, and the times are those of a crowd.</summary>
    internal static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>Keeps this thread, and what it starts, on the first core that this process may use.</summary>
    internal static void UseOneCore()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
            return;
        using var process = Process.GetCurrentProcess();
        process.ProcessorAffinity &= -process.ProcessorAffinity;
    }

    // "Intel(R) Xeon(R) Processor" alone names a family; the numbers say which generation (6/207: Emerald Rapids, 6/143: Sapphire Rapids).
    private static string Processor()
    {
        const string path = "/proc/cpuinfo";
        if (!File.Exists(path))
            return RuntimeInformation.ProcessArchitecture.ToString();
        var fields = File.ReadLines(path).TakeWhile(line => line.Length > 0).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(field => field.Length == 2).ToDictionary(field => field[0], field => field[1], StringComparer.Ordinal);
        return $"{fields.GetValueOrDefault("model name", "unnamed")} "
            + $"(family {fields.GetValueOrDefault("cpu family", "?")}, model {fields.GetValueOrDefault("model", "?")})";
    }
}
