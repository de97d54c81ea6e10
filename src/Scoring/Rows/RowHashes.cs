using System.Buffers.Binary;
using System.IO.Hashing;

namespace Rlar.Scoring.Rows;

/// <summary>
/// What is remembered of a row that was written: enough to tell that the input row or the output row has changed since, by accident and not by intent.
/// </summary>
/// <param name="Input">XXH3 of the input row, seeded with its line number; 0 where the output has no input.</param>
/// <param name="Output">XXH3 of the output row without its line end.</param>
internal readonly record struct RowHashes(ulong Input, ulong Output)
{
    /// <summary>Length in a file.</summary>
    internal const int Bytes = 16;

    /// <summary>The hash of an input row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">Its line: a row without an id is named by it.</param>
    internal static ulong OfInput(ReadOnlySpan<byte> row, long number) => XxHash3.HashToUInt64(row, number);

    /// <summary>The hash of an output row.</summary>
    internal static ulong OfOutput(ReadOnlySpan<byte> row) => XxHash3.HashToUInt64(row);

    /// <summary>Reads the hashes of one row.</summary>
    internal static RowHashes Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));

    /// <summary>Writes them.</summary>
    internal void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Input);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Output);
    }
}
