using System.Buffers;

namespace Rlar.Server.Native;

/// <summary>Some lines of a stream, copied into one pooled buffer.</summary>
/// <param name="first">The number of the first.</param>
internal sealed class Lines(long first) : IDisposable
{
    private readonly List<(int Start, int Length)> _lines = [];
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The number of the first line.</summary>
    internal long First => first;

    /// <summary>How many there are.</summary>
    internal int Count => _lines.Count;

    /// <summary>Why the stream ends behind them; null where it goes on.</summary>
    internal Exception? Error { get; set; }

    /// <summary>A line without its end.</summary>
    internal ReadOnlyMemory<byte> this[int line] => _bytes.AsMemory(_lines[line].Start, _lines[line].Length);

    /// <summary>Adds a line.</summary>
    internal void Add(in ReadOnlySequence<byte> line)
    {
        var length = (int)line.Length;
        if (_length + length > _bytes.Length)
        {
            var next = ArrayPool<byte>.Shared.Rent(Math.Max(_length + length, 2 * _bytes.Length));
            _bytes.AsSpan(0, _length).CopyTo(next);
            Return();
            _bytes = next;
        }

        line.CopyTo(_bytes.AsSpan(_length));
        _lines.Add((_length, length));
        _length += length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Return();
        _bytes = [];
    }

    private void Return()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
    }
}
