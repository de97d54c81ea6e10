using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rlar.Agents.Pipeline;
using Rlar.Agents.Rewards;

namespace Rlar.Host.Scoring;

/// <summary>
/// Appends what every tool said of every completion to a JSONL file. When a run is resumed, the records of rows that the output does not
/// have, and a torn last line, are cut first; so the ledger never holds a row twice.
/// </summary>
internal sealed class LedgerWriter : IDisposable
{
    private static readonly byte[] s_newline = [(byte)'\n'];
    private readonly FileStream _file;

    /// <summary>Opens the ledger.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="resumedRows">Rows that are kept; 0 appends after what is there.</param>
    /// <param name="resumes">Whether the run is resumed.</param>
    /// <exception cref="HostException">The file cannot be opened.</exception>
    internal LedgerWriter(string path, long resumedRows, bool resumes)
    {
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
            _file.SetLength(EndOfKept(resumes ? resumedRows : long.MaxValue));
            _file.Seek(0, SeekOrigin.End);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HostException($"{path}: the ledger cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Appends a group's records.</summary>
    /// <param name="row">One-based number of the row in the run.</param>
    /// <param name="group">The group.</param>
    internal void Append(long row, ScoredGroup group)
    {
        foreach (var call in group.Calls)
        {
            for (var i = 0; i < call.Outcomes.Count; i++)
            {
                Write(new LedgerRecord(
                    row, group.Group.Query.Id, i, HashOf(group.Group.Completions[i].Text), group.Route.Task, call.Tool.Tool.Card.Id,
                    call.Tool.Tool.Card.Version, call.Tool.Weight, call.Outcomes[i]));
            }
        }
    }

    /// <summary>Hands all records to the operating system.</summary>
    internal void Flush() => _file.Flush();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(LedgerRecord record)
    {
        using (var json = new Utf8JsonWriter(_file))
        {
            json.WriteStartObject();
            json.WriteNumber("row", record.Row);
            json.WriteString("query", record.Query);
            json.WriteNumber("completion", record.Completion);
            json.WriteString("hash", record.CompletionHash);
            json.WriteString("task", record.Task);
            json.WriteString("tool", record.Tool);
            json.WriteString("version", record.Version);
            json.WriteNumber("weight", record.Weight);
            json.WriteString("status", record.Outcome.Status);
            switch (record.Outcome)
            {
                case RewardOutcome.Scored scored:
                    json.WriteNumber("value", scored.Value);
                    break;
                case RewardOutcome.Unscorable unscorable:
                    json.WriteString("reason", unscorable.Reason);
                    break;
                case RewardOutcome.Failed failed:
                    json.WriteString("boundary", failed.Boundary);
                    json.WriteString("reason", failed.Reason);
                    break;
            }

            json.WriteEndObject();
        }

        _file.Write(s_newline);
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>Where the last whole record of a kept row ends. Rows ascend within a run, and a run's records are together.</summary>
    private long EndOfKept(long rows)
    {
        long end = 0, position = 0;
        using var lines = new StreamReader(_file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        while (lines.ReadLine() is { } line)
        {
            position += Encoding.UTF8.GetByteCount(line) + 1;
            if (position > _file.Length || RowOf(line) is not { } row || row > rows)
                break;
            end = position;
        }

        return end;
    }

    private static long? RowOf(string line)
    {
        try
        {
            using var record = JsonDocument.Parse(line);
            return record.RootElement.GetProperty("row").GetInt64();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
