using System.Globalization;

namespace Rlar.Host.Models;

/// <summary>
/// How many threads one text may be written with: the threads of a context wait for each other by spinning, so several pay on an idle machine alone.
/// </summary>
internal static class FreeProcessors
{
    // The mean number of processes that computed in the last minute; what is below this is the machine's own housekeeping.
    private const double Idle = 0.5;

    /// <summary>All processors of an idle machine; one where anything else computes, or where that is not known.</summary>
    internal static int Count => Of(Load(), Environment.ProcessorCount);

    /// <summary>That for a load, null where it is not known.</summary>
    internal static int Of(double? load, int processors) => load < Idle ? processors : 1;

    private static double? Load()
    {
        try
        {
            var first = File.ReadAllText("/proc/loadavg").Split(' ')[0];
            return double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var load) ? load : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
