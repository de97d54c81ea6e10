using System.Buffers.Binary;
using System.IO.Compression;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Decompresses gzip (RFC 1952), several members one after the other. .NET's GZipStream takes a truncated file for a whole one; this reader
/// does not: it decodes each member with DeflateStream and looks for the member's trailer, which it knows from what it has decoded.
/// </summary>
/// <param name="raw">The compressed stream.</param>
/// <param name="ownsRaw">Whether disposing this disposes it.</param>
internal sealed class GzipReader(Stream raw, bool ownsRaw) : ForwardOnlyStream
{
    private const int TrailerBytes = 8;

    // The trailer begins within the last chunk that the decoder was given, or right after it. Small chunks also mean that what was decoded
    // before damaged data is delivered; they cost nothing beside inflating.
    private const int ChunkBytes = 4096;

    private readonly byte[] _input = new byte[64 << 10];
    private int _chunk;
    private int _start;
    private int _end;
    private DeflateStream? _member;
    private uint _checksum;
    private uint _length;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The data is truncated or damaged; all that was decoded before was read.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (_member is null && !OpenMember())
                return 0;
            var read = _member!.Read(buffer);
            if (read > 0 || buffer.Length == 0)
            {
                _checksum = Crc32.Append(_checksum, buffer[..read]);
                _length += (uint)read;
                return read;
            }

            CloseMember();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            if (ownsRaw)
                raw.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool OpenMember()
    {
        _chunk = _start;

        // Padding with zeros after a member is customary (tape blocks) and means nothing.
        int first;
        do
        {
            if (!Have(1))
                return false;
            first = NextByte();
        }
        while (first == 0);
        if (first != 0x1F || NextByte() != 0x8B || NextByte() != 8)
            throw new InvalidDataException("What follows is no gzip member.");

        var flags = NextByte();
        Skip(6);
        if ((flags & 4) != 0)
            Skip(NextByte() | (NextByte() << 8));
        if ((flags & 8) != 0)
            SkipText();
        if ((flags & 16) != 0)
            SkipText();
        if ((flags & 2) != 0)
            Skip(2);
        _checksum = 0;
        _length = 0;
        _member = new DeflateStream(new Chunks(this), CompressionMode.Decompress);
        return true;
    }

    private void CloseMember()
    {
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        Have(TrailerBytes);
        var end = Math.Min(_end, _start + TrailerBytes);
        var found = _input.AsSpan(_chunk, end - _chunk).IndexOf(trailer);
        if (found < 0)
            throw new InvalidDataException("The member's checksum and length are not where it ends: the data is truncated or damaged.");
        _start = _chunk + found + TrailerBytes;
        _member!.Dispose();
        _member = null;
    }

    private int NextByte()
    {
        if (!Have(1))
            throw new InvalidDataException("The header of a gzip member is truncated.");
        _chunk = _start + 1;
        return _input[_start++];
    }

    private void Skip(int count)
    {
        for (var i = 0; i < count; i++)
            NextByte();
    }

    private void SkipText()
    {
        while (NextByte() != 0)
        {
        }
    }

    // Makes count bytes after the start available if the stream has them, and keeps the last chunk.
    private bool Have(int count)
    {
        while (_end - _start < count)
        {
            if (_end == _input.Length)
            {
                _input.AsSpan(_chunk, _end - _chunk).CopyTo(_input);
                (_chunk, _start, _end) = (0, _start - _chunk, _end - _chunk);
            }

            var read = raw.Read(_input, _end, _input.Length - _end);
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }

    private int NextChunk(Span<byte> destination)
    {
        _chunk = _start;
        if (!Have(1))
            return 0;
        var length = Math.Min(Math.Min(ChunkBytes, destination.Length), _end - _start);
        _input.AsSpan(_start, length).CopyTo(destination);
        _start += length;
        return length;
    }

    /// <summary>The compressed data as the decoder is given it.</summary>
    private sealed class Chunks(GzipReader reader) : ForwardOnlyStream
    {
        public override int Read(Span<byte> buffer) => reader.NextChunk(buffer);
    }
}
