using System.Text;

namespace Rlar.Inference.Llama.Serving;

/// <summary>The text of a generation as its tokens come: ends at a stop text, and holds back what may still become one or is half a character.</summary>
/// <param name="stops">The stop texts.</param>
internal sealed class GeneratedText(IReadOnlyList<string> stops)
{
    private readonly byte[][] _stops = [.. stops.Select(Encoding.UTF8.GetBytes)];
    private byte[] _bytes = new byte[256];
    private int _length;
    private int _taken;

    /// <summary>Whether a stop text came.</summary>
    internal bool IsStopped { get; private set; }

    /// <summary>Adds a token's bytes; true when they complete a stop text, which is then cut off.</summary>
    internal bool Append(ReadOnlySpan<byte> piece)
    {
        var before = _length;
        if (_length + piece.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + piece.Length));
        piece.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
        var first = int.MaxValue;
        foreach (var stop in _stops)
        {
            // Only what ends in the new bytes can be new.
            var start = Math.Max(0, before - stop.Length + 1);
            var at = _bytes.AsSpan(start, _length - start).IndexOf(stop);
            if (at >= 0)
                first = Math.Min(first, start + at);
        }

        if (first < int.MaxValue)
        {
            _length = first;
            IsStopped = true;
        }

        return IsStopped;
    }

    /// <summary>The text since the last call that is sure to stay; "" where there is none.</summary>
    /// <param name="all">Whether the generation is over, so that nothing is to be waited for.</param>
    internal string Take(bool all)
    {
        var end = all ? _length : Settled();
        var text = Encoding.UTF8.GetString(_bytes, _taken, end - _taken);
        _taken = end;
        return text;
    }

    /// <summary>The whole text.</summary>
    internal string Whole() => Encoding.UTF8.GetString(_bytes, 0, _length);

    private int Settled()
    {
        var end = _length;
        foreach (var stop in _stops)
        {
            for (var length = Math.Min(stop.Length - 1, _length - _taken); length > 0; length--)
            {
                if (_bytes.AsSpan(_length - length, length).SequenceEqual(stop.AsSpan(0, length)))
                {
                    end = Math.Min(end, _length - length);
                    break;
                }
            }
        }

        // Back to the start of a character whose bytes are not all there.
        for (var back = 1; back <= 3 && end - back >= _taken; back++)
        {
            var lead = _bytes[end - back];
            if ((lead & 0xC0) == 0x80)
                continue;
            var needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
            return needed > back ? end - back : end;
        }

        return end;
    }
}
