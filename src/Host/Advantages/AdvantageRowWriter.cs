using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rlar.Grpo.Advantages;

namespace Rlar.Host.Advantages;

/// <summary>Writes {"id","advantages"} rows into one buffer.</summary>
internal sealed class AdvantageRowWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Writes a group's row.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="result">The batch's advantages.</param>
    /// <param name="start">The group's first completion.</param>
    /// <param name="end">One past its last.</param>
    /// <returns>The JSON, valid until the next call.</returns>
    internal ReadOnlyMemory<byte> Write(string id, AdvantageResult result, int start, int end)
    {
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteStartArray("advantages");
            for (var i = start; i < end; i++)
            {
                if (result.IsByStep)
                    WriteSteps(json, result.Steps(i));
                else if (result[i] is { } advantage)
                    json.WriteNumberValue(advantage);
                else
                    json.WriteNullValue();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return _buffer.WrittenMemory;
    }

    private static void WriteSteps(Utf8JsonWriter json, ReadOnlySpan<double> steps)
    {
        json.WriteStartArray();
        foreach (var advantage in steps)
            json.WriteNumberValue(advantage);
        json.WriteEndArray();
    }
}
