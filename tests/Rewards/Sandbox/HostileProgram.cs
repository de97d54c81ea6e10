using System.Globalization;
using System.Text;
using Rlar.Rewards.Sandbox;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Sandbox;

/// <summary>A file of Hostile/: the program, and what its first lines say of it.</summary>
internal sealed class HostileProgram
{
    private static readonly string s_folder = Path.Combine(SharedData.Repository, "tests", "Rewards", "Sandbox", "Hostile");
    private readonly Dictionary<string, string> _says = [];
    private readonly byte[] _source;

    internal HostileProgram(string name)
    {
        Name = name;
        _source = File.ReadAllBytes(Path.Combine(s_folder, name));
        foreach (var line in Encoding.UTF8.GetString(_source).Split('\n').TakeWhile(line => line.StartsWith('#') || line.StartsWith("//", StringComparison.Ordinal)))
        {
            var text = line.TrimStart('#', '/', ' ');
            if (text.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at && !text[..at].Contains(' '))
                _says[text[..at]] = text[(at + 2)..];
        }
    }

    internal static IEnumerable<string> Names => Directory.EnumerateFiles(s_folder).Select(path => Path.GetFileName(path)).Where(name => name != "attempt.py").Order(StringComparer.Ordinal);

    internal string Name { get; }

    internal bool HasHeader => _says.ContainsKey("tries") && _says.ContainsKey("contained") && _says.ContainsKey("layer");

    /// <summary>The ways in which it may end.</summary>
    internal IReadOnlyList<SandboxStop> Stops => [.. _says.GetValueOrDefault("stop", "none").Split(", ").Select(Stop)];

    internal int? Status => _says.TryGetValue("status", out var status) ? int.Parse(status, CultureInfo.InvariantCulture) : null;

    internal int? StdoutBytes => _says.TryGetValue("stdout-bytes", out var bytes) ? int.Parse(bytes, CultureInfo.InvariantCulture) : null;

    /// <summary>Seconds, on a machine with nothing else to do.</summary>
    internal double? WallAtMost => Number("wall-at-most");

    internal double? CpuAtLeast => Number("cpu-at-least");

    internal SandboxLimits Limits
    {
        get
        {
            var limits = new SandboxLimits { Cpu = 5, Wall = 10 };
            foreach (var part in _says.GetValueOrDefault("limits", "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                limits = limits.With(part[..part.IndexOf('=')], part[(part.IndexOf('=') + 1)..]);
            return Name.EndsWith(".js", StringComparison.Ordinal) ? limits with { AddressSpace = null } : limits;
        }
    }

    /// <summary>What it needs and this machine lacks, or null.</summary>
    internal string? Missing => Path.GetExtension(Name) switch
    {
        ".c" when Bubblewrap.Find("gcc") is null => "gcc is not installed (apt-get install gcc libc6-dev)",
        ".js" when Bubblewrap.Find("node") is null => "node is not installed (apt-get install nodejs)",
        ".sh" when Bubblewrap.Find("bash") is null => "bash is not installed",
        _ => null,
    };

    internal SandboxParty Party(IReadOnlyList<string> arguments)
    {
        var file = "main" + Path.GetExtension(Name);
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { [file] = _source, ["attempt.py"] = File.ReadAllBytes(Path.Combine(s_folder, "attempt.py")) };
        return Path.GetExtension(Name) switch
        {
            ".py" => SandboxParty.Script(_source, arguments: arguments, files: files),
            ".c" => SandboxParty.Command(["sh", "-c", "gcc -o main main.c && exec ./main"], files: files),
            ".js" => SandboxParty.Command(["node", file, .. arguments], files: files),
            _ => SandboxParty.Command(["bash", file, .. arguments], files: files),
        };
    }

    private double? Number(string name) => _says.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    private static SandboxStop Stop(string name) => name switch
    {
        "none" => SandboxStop.None,
        "cpu" => SandboxStop.CpuTime,
        "wall" => SandboxStop.WallTime,
        _ => Enum.Parse<SandboxStop>(name, ignoreCase: true),
    };
}
