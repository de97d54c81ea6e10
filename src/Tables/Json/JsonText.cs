using System.Buffers;
using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Json;

/// <summary>Text as a JSON string: what has to be escaped is, and all else stands as it is.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> s_escaped =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    /// <summary>Writes a string.</summary>
    /// <param name="row">Where to.</param>
    /// <param name="text">UTF-8.</param>
    internal static void Write(RowBuffer row, ReadOnlySpan<byte> text)
    {
        row.Write((byte)'"');
        while (true)
        {
            var at = text.IndexOfAny(s_escaped);
            if (at < 0)
                break;
            row.Write(text[..at]);
            Escape(row, text[at]);
            text = text[(at + 1)..];
        }

        row.Write(text);
        row.Write((byte)'"');
    }

    /// <summary>Writes a string.</summary>
    internal static void Write(RowBuffer row, ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = ArrayPool<byte>.Shared.Rent(most);
        Write(row, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>A key with the colon after it, and a comma before it unless it is the first.</summary>
    internal static byte[] Key(string name, bool isFirst)
    {
        using var row = new RowBuffer(int.MaxValue);
        if (!isFirst)
            row.Write((byte)',');
        Write(row, name);
        row.Write((byte)':');
        return row.Written.ToArray();
    }

    private static void Escape(RowBuffer row, byte value)
    {
        switch (value)
        {
            case (byte)'"':
                row.Write("\\\""u8);
                break;
            case (byte)'\\':
                row.Write("\\\\"u8);
                break;
            case (byte)'\n':
                row.Write("\\n"u8);
                break;
            case (byte)'\r':
                row.Write("\\r"u8);
                break;
            case (byte)'\t':
                row.Write("\\t"u8);
                break;
            default:
                row.Write("\\u00"u8);
                row.Write((byte)('0' + (value >> 4)));
                row.Write("0123456789abcdef"u8[value & 15]);
                break;
        }
    }
}
