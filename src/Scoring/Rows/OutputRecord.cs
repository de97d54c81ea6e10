using Microsoft.Win32.SafeHandles;

namespace Rlar.Scoring.Rows;

/// <summary>
/// OUT.run, and OUT.part.run while OUT is unfinished: a line of JSON that says what all rows depend on, then <see cref="RowHashes"/> for each row. Hashes
/// are written before their rows, so that after a kill there may be more of them than rows, and never fewer.
/// </summary>
internal sealed class OutputRecord : IDisposable
{
    private const int ReadAtATime = 64 << 10;
    private readonly RunDisk _disk;
    private readonly SafeFileHandle _file;
    private readonly long _start;
    private long _rows;

    private OutputRecord(RunDisk disk, SafeFileHandle file, long start, RunHeader header)
    {
        (_disk, _file, _start, Header) = (disk, file, start, header);
        _rows = Math.Max(0, RandomAccess.GetLength(file) - start) / RowHashes.Bytes;
    }

    /// <summary>What all rows depend on.</summary>
    internal RunHeader Header { get; }

    /// <summary>Of how many rows it has the hashes.</summary>
    internal long Rows => _rows;

    /// <summary>Begins a record, in the place of any of before.</summary>
    internal static OutputRecord Create(string path, RunHeader header, RunDisk disk)
    {
        var line = header.ToLine();
        disk.Replace(path, line);
        return new OutputRecord(disk, File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete), line.Length, header);
    }

    /// <summary>Opens a record.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="disk">How it is written.</param>
    /// <param name="writes">Whether it is to be written; else it is only read.</param>
    /// <exception cref="FormatException">It is missing, damaged or another version's; the message says which, as "it is missing".</exception>
    internal static OutputRecord Open(string path, RunDisk disk, bool writes)
    {
        if (!File.Exists(path))
            throw new FormatException("it is missing");
        var file = File.OpenHandle(path, FileMode.Open, writes ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var line = FirstLine(file);
            return new OutputRecord(disk, file, line.Length, RunHeader.Read(line));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The hashes of the rows in order.</summary>
    internal IEnumerable<RowHashes> Read()
    {
        var buffer = new byte[ReadAtATime];
        for (long row = 0; row < _rows;)
        {
            var wanted = (int)Math.Min(buffer.Length, (_rows - row) * RowHashes.Bytes);
            var read = RandomAccess.Read(_file, buffer.AsSpan(0, wanted), _start + (row * RowHashes.Bytes)) / RowHashes.Bytes;
            if (read == 0)
                yield break;
            for (var i = 0; i < read; i++)
                yield return RowHashes.Read(buffer.AsSpan(i * RowHashes.Bytes));
            row += read;
        }
    }

    /// <summary>Forgets all rows but the first ones.</summary>
    internal void Keep(long rows)
    {
        _disk.SetLength(_file, _start + (rows * RowHashes.Bytes));
        _rows = rows;
    }

    /// <summary>Adds the hashes of rows.</summary>
    /// <param name="hashes">16 bytes for each row.</param>
    internal void Append(ReadOnlySpan<byte> hashes)
    {
        _disk.Write(_file, hashes, _start + (_rows * RowHashes.Bytes));
        _rows += hashes.Length / RowHashes.Bytes;
    }

    /// <summary>Forces it to the disk.</summary>
    internal void FlushToDisk() => RandomAccess.FlushToDisk(_file);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static byte[] FirstLine(SafeFileHandle file)
    {
        var line = new byte[Math.Min(RandomAccess.GetLength(file), 1 << 20)];
        var read = RandomAccess.Read(file, line, 0);
        var end = line.AsSpan(0, read).IndexOf((byte)'\n');
        return end < 0 ? throw new FormatException("it is damaged") : line[..(end + 1)];
    }
}
