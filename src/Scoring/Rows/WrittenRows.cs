using Microsoft.Win32.SafeHandles;

namespace Rlar.Scoring.Rows;

/// <summary>Reads the rows that a run has written, through an open handle.</summary>
internal static class WrittenRows
{
    private const int InitialBuffer = 256 << 10;

    /// <summary>
    /// The lines in order without their ends, each valid until the next one is asked for, and the offset that it ends at. A torn last one is left out.
    /// </summary>
    internal static IEnumerable<(ReadOnlyMemory<byte> Row, long End)> Read(SafeFileHandle handle)
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
                offset += next - start;
                yield return (buffer.AsMemory(start, next - 1 - start), offset);
                start = searched = next;
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
}
