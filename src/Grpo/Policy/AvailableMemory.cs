using System.Globalization;

namespace Rlar.Grpo.Policy;

/// <summary>What memory this process may still take.</summary>
public static class AvailableMemory
{
    /// <summary>MemAvailable of /proc/meminfo, or the limit that the process runs under where that is less; in bytes. Null where neither is known.</summary>
    public static long? Bytes()
    {
        var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        long? machine = File.Exists("/proc/meminfo") ? Parse(File.ReadLines("/proc/meminfo")) : null;
        return machine is { } free ? limit > 0 ? Math.Min(free, limit) : free : limit > 0 ? limit : null;
    }

    /// <summary>The bytes of the line MemAvailable, or null where there is none.</summary>
    internal static long? Parse(IEnumerable<string> lines)
    {
        const string Name = "MemAvailable:";
        var line = lines.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        return line is not null
            && long.TryParse(line[Name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture, out var kibibytes)
            ? kibibytes * 1024
            : null;
    }
}
