using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Rlar.Scoring.Rows;

/// <summary>Reads the rows of an unfinished output through the handle that locks it.</summary>
internal static class PartRows
{
    private const int InitialBuffer = 256 << 10;

    /// <summary>
    /// The ids of the whole rows in order, null for a row without one, each with the offset that its line ends at. The rows end at the
    /// first line that has no line end or is not a JSON object: what is after it was written, but not in order or not whole.
    /// </summary>
    public static IEnumerable<(string? Id, long End)> Read(SafeFileHandle handle)
    {
        var buffer = new byte[InitialBuffer];
        var (start, searched, end) = (0, 0, 0);
        long offset = 0;
        while (true)
        {
            var newline = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var next = searched + newline + 1;
                if (!IsRow(buffer.AsSpan(start, next - 1 - start), out var id))
                    yield break;
                offset += next - start;
                start = searched = next;
                yield return (id, offset);
                continue;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, searched, end) = (0, end - start, end - start);
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = RandomAccess.Read(handle, buffer.AsSpan(end), offset + end);
            if (read == 0)
                yield break;
            end += read;
        }
    }

    private static bool IsRow(ReadOnlySpan<byte> line, out string? id)
    {
        id = null;
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                reader.Read();
                if (isId && reader.TokenType == JsonTokenType.String)
                    id = reader.GetString();
                reader.Skip();
            }

            return !reader.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
