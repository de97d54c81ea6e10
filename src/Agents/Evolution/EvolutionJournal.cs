using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rlar.Agents.Evolution;

/// <summary>
/// What a walk has finished, one line a task, appended and flushed to the disk before the next begins, and before it a line with what the task will have come
/// to where its draft is admitted: a walk that is stopped between the two still knows what it measured. After a kill the last line may be torn: it is left out
/// and cut off, and its task is done again, which changes nothing that was admitted. An open journal is one walk's alone.
/// </summary>
public sealed class EvolutionJournal : IDisposable
{
    /// <summary>The journal's name in a library's folder.</summary>
    public const string FileName = "evolve.journal.jsonl";

    private static readonly JsonSerializerOptions s_format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        RespectRequiredConstructorParameters = true,
    };

    private readonly FileStream _file;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _begun = new(StringComparer.Ordinal);

    private EvolutionJournal(FileStream file) => _file = file;

    /// <summary>Opens the journal of a folder, which is made where it is missing.</summary>
    /// <param name="folder">The library's folder.</param>
    /// <exception cref="EvolutionException">It cannot be read, another walk has it open, or a line before the last is no record.</exception>
    public static EvolutionJournal Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            var journal = new EvolutionJournal(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            try
            {
                journal.Read();
                return journal;
            }
            catch
            {
                journal.Dispose();
                throw;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EvolutionException($"{path}: cannot be opened; another walk of the same library may be at work: {error.Message}", error);
        }
    }

    /// <summary>Lets another walk have it.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>What an earlier run found of the same task with the same rows, authors and options; null for nothing.</summary>
    /// <param name="fingerprint">What decides the task's result.</param>
    internal (TaskEvolution Task, int Steps)? Find(string fingerprint) =>
        _entries.TryGetValue(fingerprint, out var entry) ? (entry.Task, entry.Steps) : null;

    /// <summary>What the task will have come to where a draft is admitted that an earlier run sent to the gate; null for nothing.</summary>
    internal (TaskEvolution Task, int Steps, string Draft, string Hash)? Begun(string fingerprint) =>
        _begun.TryGetValue(fingerprint, out var entry) ? (entry.Task, entry.Steps, entry.Draft!, entry.Hash!) : null;

    /// <summary>Keeps a finished task.</summary>
    /// <exception cref="EvolutionException">It cannot be written.</exception>
    internal void Append(string fingerprint, TaskEvolution task, int steps) => Append(new Entry(fingerprint, steps, task), _entries);

    /// <summary>Keeps what a task will have come to where a draft is admitted that is about to be sent to the gate.</summary>
    /// <exception cref="EvolutionException">It cannot be written.</exception>
    internal void Begin(string fingerprint, TaskEvolution task, int steps, string draft, string hash)
    {
        if (Begun(fingerprint)?.Hash != hash)
            Append(new Entry(fingerprint, steps, task, draft, hash), _begun);
    }

    private void Append(Entry entry, Dictionary<string, Entry> into)
    {
        try
        {
            _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(entry, s_format), (byte)'\n']);
            _file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EvolutionException($"{_file.Name}: cannot be written: {error.Message}", error);
        }

        into[entry.Fingerprint] = entry;
    }

    private void Read()
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var (start, line) = (0, 0);
        while (start < bytes.Length)
        {
            line++;
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            if (end < 0)
                break;
            var entry = Parse(bytes.AsSpan(start, end - start))
                ?? throw new EvolutionException(
                    $"{_file.Name}:{line}: is no record of a walk. Remove the line, or the file to begin anew; what was admitted stays.");
            (entry.Draft is null ? _entries : _begun)[entry.Fingerprint] = entry;
            start = end + 1;
        }

        _file.SetLength(start);
        _ = _file.Seek(0, SeekOrigin.End);
    }

    private static Entry? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<Entry>(line, s_format);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Entry(
        string Fingerprint,
        int Steps,
        TaskEvolution Task,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Draft = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Hash = null);
}
