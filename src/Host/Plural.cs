using System.Globalization;

namespace Rlar.Host;

/// <summary>Counts with their nouns: "1 row", "2 rows".</summary>
internal static class Plural
{
    /// <summary>A count and what is counted.</summary>
    internal static string Of(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>The verb that goes with a count.</summary>
    internal static string Was(long count) => count == 1 ? "was" : "were";

    /// <summary>The verb that goes with a count.</summary>
    internal static string Is(long count) => count == 1 ? "is" : "are";
}
