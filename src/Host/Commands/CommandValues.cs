using Rlar.Scoring.Rows;

namespace Rlar.Host.Commands;

/// <summary>Values of options, checked.</summary>
internal static class CommandValues
{
    /// <summary>A count from 1 on.</summary>
    internal static int AtLeastOne(int value, string option, int most = int.MaxValue) =>
        value >= 1 && value <= most ? value : throw new HostException($"{option} must be between 1 and {most}, not {value}.");

    /// <summary>A time above 0.</summary>
    internal static TimeSpan Seconds(double value, string option) =>
        value is > 0 and < 1e6 ? TimeSpan.FromSeconds(value) : throw new HostException($"{option} must be a number of seconds above 0, not {value}.");

    /// <summary>What rows are grouped by; null where they are not.</summary>
    internal static GroupKey? GroupKey(string? given) => given switch
    {
        null => null,
        "" => throw new HostException("--group-by takes id, prompt or a column's name."),
        _ => Scoring.Rows.GroupKey.Of(given),
    };

    /// <summary>Options of a tool, as "option=value".</summary>
    internal static IReadOnlyDictionary<string, string> Settings(string[]? given, string option = "--set")
    {
        var settings = new Dictionary<string, string>();
        foreach (var text in given ?? [])
        {
            var at = text.IndexOf('=');
            if (at <= 0)
                throw new HostException($"{option} takes option=value, not '{text}'.");
            if (!settings.TryAdd(text[..at], text[(at + 1)..]))
                throw new HostException($"{option} gives {text[..at]} twice.");
        }

        return settings;
    }
}
