using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Tests.Sandbox;

/// <summary>The sandbox of this machine, for all tests that run programs.</summary>
internal static class Machine
{
    private static readonly Lazy<string?> s_whyNot = new(Try);

    /// <summary>The pool that the tests share.</summary>
    internal static SandboxPool Pool { get; } = new(SandboxSetup.Plain);

    /// <summary>Why no program can be run here, or null.</summary>
    internal static string? WhyNot => s_whyNot.Value;

    /// <summary>By what to multiply a bound on time: how many processes want a core, where they are more than there are cores.</summary>
    internal static double Slowness => Math.Max(1, double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) / Environment.ProcessorCount);

    /// <summary>Runs a Python program.</summary>
    internal static Task<SandboxResult> RunAsync(string source, SandboxLimits? limits = null, string stdin = "") =>
        Pool.RunAsync(
            new SandboxJob([SandboxParty.Script(Encoding.UTF8.GetBytes(source), Encoding.UTF8.GetBytes(stdin))], limits ?? new SandboxLimits()),
            CancellationToken.None);

    private static string? Try()
    {
        try
        {
            Task.Run(() => RunAsync("pass")).GetAwaiter().GetResult();
            return null;
        }
        catch (SandboxException error)
        {
            return error.Message;
        }
    }
}
