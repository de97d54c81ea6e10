using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Rlar.Server.Native;

/// <summary>One instrument's values by its labels.</summary>
/// <param name="name">Its name in Prometheus.</param>
/// <param name="kind">"counter", "gauge" or "histogram".</param>
/// <param name="help">What it counts.</param>
internal sealed class MetricFamily(string name, string kind, string help)
{
    // From a tenth of a millisecond to two minutes.
    private static readonly double[] s_bounds = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120];
    private readonly ConcurrentDictionary<(object?, object?), Series> _series = new();

    /// <summary>Its name in Prometheus.</summary>
    internal string Name => name;

    /// <summary>Takes a measurement; at most two labels.</summary>
    internal void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (tags.Length > 0 ? tags[0].Value : null, tags.Length > 1 ? tags[1].Value : null);
        if (!_series.TryGetValue(key, out var series))
            series = _series.GetOrAdd(key, new Series(Labels(tags), kind == "histogram" ? new long[s_bounds.Length] : []));
        series.Add(value, kind == "gauge");
    }

    /// <summary>Writes its lines.</summary>
    internal void Write(StringBuilder text)
    {
        _ = text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n').Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
        foreach (var series in _series.Values.OrderBy(one => one.Labels, StringComparer.Ordinal))
            series.Write(text, name);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>(tags.Length);
        foreach (var (key, value) in tags)
            labels.Add($"{key}=\"{Escaped(Convert.ToString(value, CultureInfo.InvariantCulture)!)}\"");
        return string.Join(',', labels);
    }

    private static string Escaped(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Series(string labels, long[] buckets)
    {
        private readonly Lock _one = new();
        private double _sum;
        private long _count;

        internal string Labels => labels;

        internal void Add(double value, bool replaces)
        {
            lock (_one)
            {
                _sum = replaces ? value : _sum + value;
                _count++;
                for (var i = buckets.Length - 1; i >= 0 && value <= s_bounds[i]; i--)
                    buckets[i]++;
            }
        }

        internal void Write(StringBuilder text, string name)
        {
            lock (_one)
            {
                if (buckets.Length == 0)
                {
                    _ = text.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {_sum:R}\n");
                    return;
                }

                for (var i = 0; i < buckets.Length; i++)
                    _ = text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels},le=\"{s_bounds[i]:R}\"}} {buckets[i]}\n");
                _ = text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels},le=\"+Inf\"}} {_count}\n")
                    .Append(CultureInfo.InvariantCulture, $"{name}_sum{{{labels}}} {_sum:R}\n")
                    .Append(CultureInfo.InvariantCulture, $"{name}_count{{{labels}}} {_count}\n");
            }
        }
    }
}
