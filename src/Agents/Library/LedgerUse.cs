using System.Text.Json;

namespace Rlar.Agents.Library;

/// <summary>What a ledger of <c>rlar score</c> says that a tool scored.</summary>
/// <param name="Ledger">The ledger's file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Row">The row of the run, from 1.</param>
/// <param name="Query">The query's id.</param>
/// <param name="Completion">Which completion of the row, from 0.</param>
/// <param name="Version">The tool's version.</param>
public sealed record LedgerUse(string Ledger, long Line, long Row, string Query, int Completion, string Version)
{
    /// <summary>The records that a tool scored, of any version of it.</summary>
    /// <param name="ledger">The ledger, as <c>rlar score --ledger</c> writes it.</param>
    /// <param name="id">The tool's id.</param>
    /// <exception cref="LibraryException">The file cannot be read, or is no ledger.</exception>
    public static IEnumerable<LedgerUse> Of(string ledger, string id)
    {
        if (!File.Exists(ledger))
            throw new LibraryException($"{ledger}: there is no such ledger.");
        long number = 0;
        foreach (var line in File.ReadLines(ledger))
        {
            number++;
            if (!line.Contains(id, StringComparison.Ordinal))
                continue;
            JsonDocument document;
            try
            {
                document = JsonDocument.Parse(line);
            }
            catch (JsonException error)
            {
                throw new LibraryException($"{ledger}, line {number}: no record of a ledger.", error);
            }

            using (document)
            {
                var record = document.RootElement;
                // Another kind of row may name the tool, too: a record of a ledger has these five.
                if (record.ValueKind == JsonValueKind.Object
                    && record.TryGetProperty("tool", out var tool) && tool.ValueKind == JsonValueKind.String && tool.GetString() == id
                    && record.TryGetProperty("row", out var row) && row.TryGetInt64(out var place)
                    && record.TryGetProperty("query", out var query) && query.ValueKind == JsonValueKind.String
                    && record.TryGetProperty("completion", out var completion) && completion.TryGetInt32(out var index)
                    && record.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String)
                {
                    yield return new LedgerUse(ledger, number, place, query.GetString()!, index, version.GetString()!);
                }
            }
        }
    }
}
