using Microsoft.Win32.SafeHandles;

namespace Rlar.Server.Live.Watching;

/// <summary>
/// Reads the lines that were appended to a file since the look before. The file may not be there yet, be renamed, or begin anew: one that is shorter
/// than what was read, or has another beginning, is another file. A last line without an end is left for the next look.
/// </summary>
internal sealed class FileTail
{
    private const int HeadBytes = 128;
    private byte[] _head = [];
    private long _position;
    private bool _isInLongLine;

    /// <summary>Takes a line without its end.</summary>
    internal delegate void LineReader(ReadOnlySpan<byte> line);

    /// <summary>Lines that were longer than one look reads, and so were passed over.</summary>
    internal long LongLines { get; private set; }

    /// <summary>Reads on.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Bytes to read at most.</param>
    /// <param name="again">Called first where the file is another one than before.</param>
    /// <param name="line">Called with each line that is not empty.</param>
    /// <returns>How many bytes were read on; 0 where nothing is new, or the file cannot be read.</returns>
    internal long Read(string path, int most, Action again, LineReader line)
    {
        using var file = Open(path);
        if (file.IsInvalid)
            return 0;
        var length = RandomAccess.GetLength(file);
        if (IsAnother(file, length))
        {
            (_head, _position, _isInLongLine, LongLines) = ([], 0, false, 0);
            again();
        }

        if (_head.Length < HeadBytes && length > _head.Length)
            _head = Bytes(file, 0, HeadBytes);
        if (length <= _position)
            return 0;
        var chunk = Bytes(file, _position, (int)Math.Min(most, length - _position));
        var end = chunk.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end == 0)
        {
            if (chunk.Length < most)
                return 0;
            LongLines += _isInLongLine ? 0 : 1;
            (_isInLongLine, end) = (true, chunk.Length);
        }
        else
        {
            Lines(chunk.AsSpan(0, end), line);
        }

        _position += end;
        return end;
    }

    private void Lines(ReadOnlySpan<byte> chunk, LineReader line)
    {
        foreach (var range in chunk.Split((byte)'\n'))
        {
            var one = chunk[range].Trim((byte)'\r');
            if (!_isInLongLine && one.Length > 0)
                line(one);
            _isInLongLine = false;
        }
    }

    private bool IsAnother(SafeFileHandle file, long length) =>
        length < _position || (_head.Length > 0 && !Bytes(file, 0, _head.Length).AsSpan().SequenceEqual(_head));

    private static SafeFileHandle Open(string path) => OperatingSystem.IsWindows()
        ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        : new SafeFileHandle(Libc.open(path, Libc.ReadOnly), ownsHandle: true);

    private static byte[] Bytes(SafeFileHandle file, long from, int most)
    {
        var bytes = new byte[most];
        var read = 0;
        while (read < most && RandomAccess.Read(file, bytes.AsSpan(read), from + read) is > 0 and var more)
            read += more;
        return read == most ? bytes : bytes[..read];
    }
}
