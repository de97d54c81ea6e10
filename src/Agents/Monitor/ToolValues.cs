using System.Text.Json;

namespace Rlar.Agents.Monitor;

/// <summary>What one version of a tool said: its values, in the order in which a ledger has them.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Version">The version.</param>
/// <param name="Values">The values of the completions that it scored, on its own scale.</param>
public sealed record ToolValues(string Tool, string Version, IReadOnlyList<double> Values)
{
    /// <summary>The values in ledgers, of the last version of each tool that they have.</summary>
    /// <param name="ledgers">Files, as <c>rlar score --ledger</c> writes them, the oldest first.</param>
    /// <exception cref="MonitorException">A file cannot be read, or is no ledger.</exception>
    public static IReadOnlyList<ToolValues> OfLedgers(IEnumerable<string> ledgers)
    {
        ArgumentNullException.ThrowIfNull(ledgers);
        var tools = new SortedDictionary<string, (string Version, List<double> Values)>(StringComparer.Ordinal);
        foreach (var ledger in ledgers)
        {
            var number = 0L;
            try
            {
                foreach (var line in File.ReadLines(ledger))
                {
                    number++;
                    Add(line);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new MonitorException($"{ledger}: {error.Message}", error);
            }
            catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new MonitorException($"{ledger}, line {number}: no record of a ledger; give what 'rlar score --ledger' wrote.", error);
            }
        }

        return [.. tools.Select(tool => new ToolValues(tool.Key, tool.Value.Version, tool.Value.Values))];

        void Add(string line)
        {
            using var json = JsonDocument.Parse(line);
            var record = json.RootElement;
            if (record.GetProperty("status").GetString() != "scored")
                return;
            var (tool, version) = (record.GetProperty("tool").GetString()!, record.GetProperty("version").GetString()!);
            if (!tools.TryGetValue(tool, out var known) || known.Version != version)
                tools[tool] = known = (version, []);
            known.Values.Add(record.GetProperty("value").GetDouble());
        }
    }
}
