using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Ipc;

/// <summary>The record batches of an Arrow stream or file.</summary>
internal sealed class ArrowBatches : IDisposable
{
    private readonly string _name;
    private readonly ArrowStreamReader _reader;
    private readonly EndOfStream? _end;

    private ArrowBatches(string name, ArrowStreamReader reader, EndOfStream? end, Schema schema) =>
        (_name, _reader, _end, Schema) = (name, reader, end, schema);

    /// <summary>The columns.</summary>
    internal Schema Schema { get; }

    /// <summary>Opens a stream or a file.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="content">Its bytes; disposed with this.</param>
    /// <param name="isFile">Whether it has the file's form, with its index at the end.</param>
    /// <exception cref="InputException">It is damaged.</exception>
    internal static ArrowBatches Open(string name, Stream content, bool isFile)
    {
        var end = isFile ? null : new EndOfStream(new BufferedStream(content, 1 << 16));
        ArrowStreamReader reader = isFile
            ? new ArrowFileReader(content, new CompressionCodecFactory())
            : new ArrowStreamReader(end!, new CompressionCodecFactory());
        try
        {
            if (isFile)
                RequireMagicAtEnd(name, content);
            var schema = reader.GetSchema().AsTask().GetAwaiter().GetResult() ?? throw new InvalidDataException("it has no schema");
            return new ArrowBatches(name, reader, end, schema);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            reader.Dispose();
            if (error is InputException)
                throw;
            throw Damaged(name, 0, error);
        }
    }

    /// <summary>The next batch, or null at the end.</summary>
    /// <param name="row">The number of its first row, for messages.</param>
    /// <exception cref="InputException">The stream ends without its mark.</exception>
    internal RecordBatch? Next(long row)
    {
        var batch = _reader.ReadNextRecordBatch();
        if (batch is null && _end is { HasMark: false })
        {
            throw new InputException(
                _name, row, null, "the Arrow stream ends without its end mark: it is cut short",
                "Copy it again; whoever writes it has to close the writer, which writes the mark.");
        }

        return batch;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <summary>The error for what the library says of an input.</summary>
    internal static InputException Damaged(string name, long row, Exception error) => new(
        name, row, null, $"the Arrow data cannot be read: {error.Message.Split('\n')[0].TrimEnd('.', '\r')}",
        "The file may be cut short or damaged: copy or download it again.", error);

    private static void RequireMagicAtEnd(string name, Stream content)
    {
        var tail = new byte[6];
        content.Seek(-Math.Min(content.Length, tail.Length), SeekOrigin.End);
        var read = content.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);
        content.Position = 0;
        if (read < tail.Length || !tail.AsSpan().SequenceEqual("ARROW1"u8))
            throw new InputException(name, 0, null, "the Arrow file has no footer: it is cut short", "Copy or download it again.");
    }
}
