using System.Globalization;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>How reasons tell the end of a program.</summary>
internal static class StopText
{
    private static readonly string[] s_signals =
        [
            "0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE",
            "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM",
        ];

    /// <summary>What a limit means, or null where none was passed.</summary>
    internal static string? Of(SandboxStop stop, CodeRunOptions options) => stop switch
    {
        SandboxStop.None => null,
        SandboxStop.CpuTime => string.Create(CultureInfo.InvariantCulture, $"ran out of time ({options.Time:0.###} s of processor time)"),
        SandboxStop.WallTime => "ran out of time (it waited for something that does not come)",
        SandboxStop.Memory => $"used more than {options.Memory >> 20} MiB of memory",
        SandboxStop.Processes => "started too many processes",
        SandboxStop.Files => "opened too many files",
        _ => "printed too much",
    };

    /// <summary>An exit status as a person reads it.</summary>
    internal static string Status(int? status) => status switch
    {
        null => "no exit status",
        < 0 => -status.Value < s_signals.Length ? s_signals[-status.Value] : $"signal {-status.Value}",
        _ => $"exit status {status}",
    };
}
