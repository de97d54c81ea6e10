using System.Buffers.Binary;

namespace Rlar.Scoring.Rows;

/// <summary>The CRC-32 of gzip (RFC 1952, section 8), eight bytes a step.</summary>
internal static class Crc32
{
    private const int Lanes = 8;

    // [lane * 256 + byte]: the effect of a byte with `lane` zero bytes after it.
    private static readonly uint[] Table = MakeTable();

    /// <summary>Continues a checksum with more bytes; that of no bytes is 0.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var table = Table;
        var crc = ~checksum;
        for (; bytes.Length >= Lanes; bytes = bytes[Lanes..])
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[1792 + (byte)low] ^ table[1536 + (byte)(low >> 8)] ^ table[1280 + (byte)(low >> 16)] ^ table[1024 + (low >> 24)]
                ^ table[768 + (byte)high] ^ table[512 + (byte)(high >> 8)] ^ table[256 + (byte)(high >> 16)] ^ table[high >> 24];
        }

        foreach (var value in bytes)
            crc = table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeTable()
    {
        const uint Polynomial = 0xEDB88320;
        var table = new uint[Lanes * 256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
            table[i] = value;
        }

        for (var i = 256; i < table.Length; i++)
            table[i] = table[(byte)table[i - 256]] ^ (table[i - 256] >> 8);
        return table;
    }
}
