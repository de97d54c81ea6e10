using System.Buffers.Binary;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Parquet;

/// <summary>What can be told of a Parquet file before a library is given it.</summary>
internal static class ParquetFooter
{
    private const int TailBytes = 8;

    /// <summary>Refuses a file that cannot be a whole one: cut short, encrypted, or a footer longer than the file.</summary>
    /// <param name="name">What messages call the input.</param>
    /// <param name="path">The file.</param>
    internal static void Check(string name, string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        var tail = new byte[TailBytes];
        if (length < 4 + TailBytes || RandomAccess.Read(file, tail, length - TailBytes) != TailBytes)
            throw CutShort(name);
        if (tail.AsSpan(4).SequenceEqual("PARE"u8))
            throw Encrypted(name);
        if (!tail.AsSpan(4).SequenceEqual("PAR1"u8))
            throw CutShort(name);
        var footer = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (footer == 0 || footer > length - 4 - TailBytes)
        {
            throw new InputException(
                name, 0, null, $"the Parquet footer is said to have {footer} bytes, which it cannot", "The file is damaged: copy it again.");
        }
    }

    /// <summary>The error for an encrypted file.</summary>
    internal static InputException Encrypted(string name) =>
        new(name, 0, null, "the Parquet file is encrypted", "Write it again without encryption.");

    private static InputException CutShort(string name) =>
        new(name, 0, null, "the Parquet file has no footer: it is cut short", "Copy or download it again; a writer that was killed leaves such files.");
}
