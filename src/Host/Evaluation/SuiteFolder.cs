using System.Text.Json;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Suites;

namespace Rlar.Host.Evaluation;

/// <summary>
/// The results of one suite: its rows in RLAR's form, what each tool said of them, and the figures. The runs over the rows are ordinary ones, so they
/// resume, and what they wrote can be read, replayed and reported like any other.
/// </summary>
/// <param name="suite">The suite.</param>
/// <param name="path">The folder.</param>
internal sealed class SuiteFolder(ISuite suite, string path)
{
    private readonly List<SuiteRow> _rows = [];

    /// <summary>The rows that were read, in the data's order.</summary>
    internal IReadOnlyList<SuiteRow> Rows => _rows;

    /// <summary>Rows that the suite leaves out: annotators' ties, and rows whose answers are all right or all wrong.</summary>
    internal int LeftOut { get; private set; }

    /// <summary>A file of the folder.</summary>
    internal string File(string name) => Path.Combine(path, name);

    /// <summary>Reads the user's copy of the data, and writes it in RLAR's form: as it stands, and with the answers in the opposite order.</summary>
    /// <param name="source">The data.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">A row is not one of the suite.</exception>
    internal void Import(LineSource source, CancellationToken cancellationToken)
    {
        while (source.Read(cancellationToken) is { } line)
        {
            using (line)
            {
                using var row = Parse(line, source.Name);
                if (suite.Read(row.RootElement, line.Number, source.Name) is { } read)
                    _rows.Add(read);
                else
                    LeftOut++;
            }
        }

        if (_rows.Count == 0)
            throw new HostException($"{source.Name}: no row of it tells a right answer from a wrong one. {suite.Name}: {suite.Origin}.");
        Directory.CreateDirectory(path);
        Write(File("rows.jsonl"), swapped: false);
        Write(File("rows-swapped.jsonl"), swapped: true);
    }

    /// <summary>What a tool made of the rows.</summary>
    /// <param name="scored">What the run over the rows wrote.</param>
    /// <param name="swapped">What the run over the rows in the opposite order wrote; null where there was none.</param>
    internal IReadOnlyList<SuiteResult> Results(string scored, string? swapped)
    {
        var results = Values(scored).Zip(_rows, (values, row) => new SuiteResult(row, values));
        return
        [
            .. swapped is null
                ? results
                : results.Zip(Values(swapped), (result, values) => result with { Swapped = [.. values.Reverse()] }),
        ];
    }

    private static JsonDocument Parse(InputLine line, string file)
    {
        try
        {
            return JsonDocument.Parse(line.Bytes);
        }
        catch (JsonException error)
        {
            throw new InputException(file, line.Number, null, $"it is no JSON: {error.Message}", "Give the data as its owner has it.", error);
        }
    }

    private static IEnumerable<IReadOnlyList<double?>> Values(string file)
    {
        foreach (var line in System.IO.File.ReadLines(file))
        {
            using var row = JsonDocument.Parse(line);
            yield return
            [
                .. row.RootElement.GetProperty("outcomes").EnumerateArray()
                    .Select(outcome => outcome.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : (double?)null),
            ];
        }
    }

    // Written beside and renamed: a run that resumes holds its rows against these.
    private void Write(string file, bool swapped)
    {
        using (var stream = System.IO.File.Create(file + ".tmp"))
        {
            using var json = new Utf8JsonWriter(stream);
            foreach (var row in _rows)
            {
                Write(json, row, [.. swapped ? row.Answers.Reverse() : row.Answers]);
                json.Flush();
                stream.WriteByte((byte)'\n');
                json.Reset();
            }
        }

        System.IO.File.Move(file + ".tmp", file, overwrite: true);
    }

    private void Write(Utf8JsonWriter json, SuiteRow row, IReadOnlyList<SuiteAnswer> answers)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        json.WriteStartArray("prompt");
        foreach (var message in row.Prompt)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WriteString("content", message.Content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (row.Reference is { } reference)
            json.WriteString("reference", reference);
        json.WriteStartArray("completions");
        foreach (var answer in answers)
            json.WriteStringValue(answer.Text);
        json.WriteEndArray();
        json.WriteStartObject("metadata");
        json.WriteString("suite", suite.Name);
        json.WriteString("subset", row.Subset);
        json.WriteStartArray("right");
        foreach (var answer in answers)
            json.WriteBooleanValue(answer.IsRight);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
