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
                if (record.TryGetProperty("tool", out var tool) && tool.GetString() == id)
                {
                    yield return new LedgerUse(
                        ledger, number, record.GetProperty("row").GetInt64(), record.GetProperty("query").GetString() ?? "",
                        record.GetProperty("completion").GetInt32(), record.GetProperty("version").GetString() ?? "");
                }
            }
        }
    }
}
