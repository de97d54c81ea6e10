using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Rlar.Scoring.Rows;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// Makes a query of what a trainer says beside its completions, by way of a row: every shape of prompts and references that is read from files is
/// read from requests, too, and by the same reader.
/// </summary>
internal static class RequestRow
{
    private const string Source = "request";

    // What a label may bring beside the reference where it is an object: columns of a row that no completion stands in.
    private static readonly string[] s_columns =
    [
        "data_source", "ability", "task", "dataset", "tool", "reference", "references", "answer", "ground_truth", "label", "solution", "final_answer",
        "expected_answer", "reward_model", "tests", "test_cases", "constraints", "metadata", "extra_info", "instruction_id_list", "kwargs", "language",
        "choices", "options",
    ];

    // Those of them that no object that is a reference by itself has.
    private static readonly string[] s_tellers = ["data_source", "ability", "task", "dataset", "tool", "reward_model", "tests", "constraints", "test_cases"];

    private static readonly RowParser s_parser = new(new RowParserOptions { PromptRequired = false, CompletionsRequired = false });

    /// <summary>Reads a query.</summary>
    /// <param name="write">Writes the members of the row; it has no completions.</param>
    /// <exception cref="BadRequestException">A field is not what rows have; the message names it as the row does.</exception>
    internal static Query Read(Action<Utf8JsonWriter> write) => Parse(s_parser, Written(write)).Query;

    /// <summary>Reads a row that stands in a request.</summary>
    /// <param name="parser">Which columns there must be.</param>
    /// <param name="row">The row.</param>
    /// <exception cref="BadRequestException">A field is not what rows have; the message names it as the row does.</exception>
    internal static RolloutGroup Parse(RowParser parser, ReadOnlySpan<byte> row)
    {
        try
        {
            return parser.Parse(row, 1, Source);
        }
        catch (InputException error)
        {
            throw Refused(error);
        }
    }

    /// <summary>A row.</summary>
    /// <param name="write">Writes its members.</param>
    internal static ReadOnlySpan<byte> Written(Action<Utf8JsonWriter> write)
    {
        var row = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(row))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return row.WrittenSpan;
    }

    /// <summary>Writes a value under a name as it stands in the request; nothing where it is absent.</summary>
    /// <param name="json">Takes it.</param>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    internal static void WriteField(this Utf8JsonWriter json, string name, JsonField value)
    {
        if (value.IsAbsent)
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value.Element), skipInputValidation: true);
    }

    /// <summary>
    /// Writes a label: a reference, or an object with columns of a row (<c>{"data_source": "gsm8k", "ground_truth": "72"}</c>), which may also stand in a
    /// string as JSON.
    /// </summary>
    /// <param name="json">Takes it.</param>
    /// <param name="label">The label.</param>
    internal static void WriteLabel(this Utf8JsonWriter json, JsonField label)
    {
        if (label.Kind == JsonValueKind.Object && IsRow(label.Element))
            json.WriteColumns(label);
        else if (label.Kind == JsonValueKind.String && Folded(label) is { } document)
            using (document)
                json.WriteColumns(new JsonField(document.RootElement, label.Path));
        else
            json.WriteField("label", label);
    }

    /// <summary>Writes those members of an object that are columns of a row; the others are left out.</summary>
    /// <param name="json">Takes them.</param>
    /// <param name="columns">The object; nothing is written where it is absent.</param>
    internal static void WriteColumns(this Utf8JsonWriter json, JsonField columns)
    {
        foreach (var (name, value) in columns.Members())
        {
            if (s_columns.Contains(name))
                json.WriteField(name, value);
        }
    }

    private static bool IsRow(JsonElement label) => Array.Exists(s_tellers, name => label.TryGetProperty(name, out _));

    private static JsonDocument? Folded(JsonField label)
    {
        var raw = JsonMarshal.GetRawUtf8Value(label.Element);
        if (raw.Length < 2 || raw[1..].TrimStart((byte)' ') is not [(byte)'{', ..])
            return null;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(label.Text());
        }
        catch (JsonException)
        {
            return null; // a text that begins with a brace: the label itself
        }

        if (IsRow(document.RootElement))
            return document;
        document.Dispose();
        return null;
    }

    // The row's place in a file that there is not is left out.
    private static BadRequestException Refused(InputException error)
    {
        var message = error.Message;
        foreach (var start in (string[])[$"{Source}:1: ", $"{Source}: ", $"field '{error.Field}': "])
        {
            if (message.StartsWith(start, StringComparison.Ordinal))
                message = message[start.Length..];
        }

        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0
            ? new BadRequestException(error.Field, message.TrimEnd('.'), "Send a row as docs/rows.md has it.", error)
            : new BadRequestException(error.Field, message[..end], message[(end + 2)..], error);
    }
}
