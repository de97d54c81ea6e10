using System.Text.Json;

namespace Rlar.Grpo.Training;

/// <summary>
/// A file of records, one JSON line each, names in snake_case. A line is the operating system's when <see cref="Append"/> returns, so that no kill loses
/// it; when a run goes on, the file is cut
/// back to the step of the checkpoint, so that no step stands in it twice.
/// </summary>
/// <typeparam name="T">A record.</typeparam>
/// <param name="path">The file.</param>
/// <param name="stepOf">A record's step.</param>
internal sealed class JsonLog<T>(string path, Func<T, int> stepOf)
{
    /// <summary>Appends records, together.</summary>
    internal void Append(params IReadOnlyList<T> records)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        foreach (var record in records)
        {
            JsonSerializer.Serialize(file, record, JsonLines.Options);
            file.WriteByte((byte)'\n');
        }
    }

    /// <summary>What was written so far; a last line that a crash has cut off is left out.</summary>
    internal IReadOnlyList<T> Read()
    {
        if (!File.Exists(path))
            return [];
        var text = File.ReadAllText(path);
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ReadLine)];
    }

    /// <summary>Leaves only records up to a step.</summary>
    internal void CutAfter(int step)
    {
        if (!File.Exists(path))
            return;
        var bytes = File.ReadAllBytes(path);
        var kept = 0;
        for (var at = 0; bytes.AsSpan(at).IndexOf((byte)'\n') is >= 0 and var length; at += length + 1)
        {
            if (stepOf(JsonSerializer.Deserialize<T>(bytes.AsSpan(at, length), JsonLines.Options)!) > step)
                break;
            kept = at + length + 1;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.SetLength(kept);
    }

    private T ReadLine(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, JsonLines.Options)!;
        }
        catch (JsonException error)
        {
            throw new TrainingException($"{path}: holds a line that is no record: {error.Message} Move the file away, or begin in another folder.", error);
        }
    }
}
