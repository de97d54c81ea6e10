using System.Globalization;

namespace Rlar.Rewards.Sandbox;

/// <summary>
/// What a job may use. Processor time is the limit that decides; time on the clock is the backstop for programs that sleep, and leaves out
/// what they waited for a processor, so that a loaded machine times nobody out.
/// </summary>
public sealed record SandboxLimits
{
    /// <summary>Processor seconds of the whole job. Default 10.</summary>
    public double Cpu { get; init; } = 10;

    /// <summary>Seconds on the clock, less those in which its processes waited for a processor that others had. Default 20.</summary>
    public double Wall { get; init; } = 20;

    /// <summary>Processor seconds between two reports of a party (of one test, where a party reports each). Default: as <see cref="Cpu"/>.</summary>
    public double? StepCpu { get; init; }

    /// <summary>Seconds on the clock between two reports, counted as <see cref="Wall"/>. Default: as <see cref="Wall"/>.</summary>
    public double? StepWall { get; init; }

    /// <summary>Bytes of memory of all processes together, a page that several share counted once, looked at every 20 ms. Default 1 GiB.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>
    /// Bytes of address space of each process (RLIMIT_AS); null for as much as it likes, as runtimes that reserve far more than they use need.
    /// Default 4 GiB.
    /// </summary>
    public long? AddressSpace { get; init; } = 4L << 30;

    /// <summary>Bytes of files in /tmp, and as many in /dev/shm. Default 64 MiB.</summary>
    public long Disk { get; init; } = 64L << 20;

    /// <summary>Open files of each process; all processes together may have four times as many. Default 256.</summary>
    public int Files { get; init; } = 256;

    /// <summary>Processes and threads at once. Default 64.</summary>
    public int Processes { get; init; } = 64;

    /// <summary>Bytes written to standard output, standard error and the report together. Default 8 MiB.</summary>
    public long Output { get; init; } = 8L << 20;

    /// <summary>Seconds on the clock, whatever the machine does, after which the job is given up. Default: ten times <see cref="Wall"/> and a minute.</summary>
    public double Backstop => (10 * Wall) + 60;

    /// <summary>The limits with one of them changed.</summary>
    /// <param name="name">cpu, wall (seconds), memory, address-space, disk, output (bytes, or with K, M, G), files or processes.</param>
    /// <param name="value">The value as text.</param>
    /// <exception cref="SandboxException">There is no such limit, or the value is not a positive amount.</exception>
    public SandboxLimits With(string name, string value) => name switch
    {
        "cpu" => this with { Cpu = Amount(name, value) },
        "wall" => this with { Wall = Amount(name, value) },
        "memory" => this with { Memory = (long)Amount(name, value) },
        "address-space" => this with { AddressSpace = (long)Amount(name, value) },
        "disk" => this with { Disk = (long)Amount(name, value) },
        "output" => this with { Output = (long)Amount(name, value) },
        "files" => this with { Files = (int)Amount(name, value) },
        "processes" => this with { Processes = (int)Amount(name, value) },
        _ => throw new SandboxException($"There is no limit '{name}': they are cpu, wall, memory, address-space, disk, output, files and processes."),
    };

    private static double Amount(string name, string value)
    {
        var unit = value.Length == 0 ? 1 : char.ToUpperInvariant(value[^1]) switch { 'K' => 1L << 10, 'M' => 1L << 20, 'G' => 1L << 30, _ => 1 };
        var digits = unit == 1 ? value : value[..^1];
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount * unit is > 0 and < 1e15
            ? amount * unit
            : throw new SandboxException($"Limit {name} takes a positive number, of bytes with K, M or G after it, not '{value}'.");
    }
}
