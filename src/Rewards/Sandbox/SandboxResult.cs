using System.Globalization;
using System.Text;

namespace Rlar.Rewards.Sandbox;

/// <summary>The outcome of a job.</summary>
public sealed record SandboxResult
{
    /// <summary>The limit that ended it.</summary>
    public required SandboxStop Stop { get; init; }

    /// <summary>What each party wrote.</summary>
    public required IReadOnlyList<SandboxOutput> Outputs { get; init; }

    /// <summary>Processor seconds of all processes.</summary>
    public required double Cpu { get; init; }

    /// <summary>Seconds on the clock.</summary>
    public required double Wall { get; init; }

    /// <summary>The most bytes of resident memory seen at once, at least those of the largest process.</summary>
    public required long Memory { get; init; }

    /// <summary>The most processes seen at once.</summary>
    public required int Processes { get; init; }

    /// <summary>
    /// The exit status of the first party, where it is a command or a script and ended by itself: 0 to 255, or the negative number of the
    /// signal that ended it. Otherwise null; also where its init was ended from outside, as by a kernel out of memory.
    /// </summary>
    public int? ExitStatus =>
        Stop == SandboxStop.None
        && int.TryParse(
            Encoding.ASCII.GetString(Outputs[0].Report.Span),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var status)
            ? status
            : null;

    /// <summary>The first party's standard output.</summary>
    public ReadOnlyMemory<byte> Stdout => Outputs[0].Stdout;

    /// <summary>The first party's standard error.</summary>
    public ReadOnlyMemory<byte> Stderr => Outputs[0].Stderr;
}
