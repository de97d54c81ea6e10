using System.Buffers;
using System.Text.Unicode;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the rows of an input one at a time and in bounded memory: the lines of a JSONL file, plain or gzip (several members too), or of a pipe;
/// the elements of a JSON array; and what else the options know (<see cref="LineSourceOptions.Formats"/>). Of lines, a byte order mark and CR before
/// LF are dropped, blank ones are counted and skipped unless the options keep them, and the last needs no line end. One thread reads; the lines may
/// go to others.
/// </summary>
/// <remarks>
/// After an error about one line (too long, binary, not UTF-8) reading may go on with the next one. After an error about the stream
/// (damaged gzip, a failing disk), which comes after the whole lines before it, each further read raises it again. In a damaged gzip the
/// lines that were decoded before the 4 KiB of compressed data in which the damage shows are delivered; in a truncated one, all of them.
/// Damage may show some way after where it is, even as late as the checksum: rows of a damaged file are not to be trusted.
/// </remarks>
public sealed partial class LineSource : IDisposable
{
    private const int InitialBuffer = 256 << 10;

    // One inflate call writes no more than this, so that what precedes damage is delivered in small steps.
    private const int InflatedRead = 64 << 10;

    private readonly Stream _stream;
    private readonly int _longestRead;
    private readonly int _maxLineBytes;
    private readonly string _longLineRemedy;
    private readonly bool _keepsBlankLines;
    private byte[] _buffer = [];
    private int _start;
    private int _searched;
    private int _end;
    private bool _ended;
    private bool _insideRefusedLine;
    private bool _sawRow;
    private InputException? _broken;
    private long _number;

    private LineSource(string name, Stream stream, bool compressed, LineSourceOptions options)
    {
        Name = name;
        _stream = stream;
        _buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
        _longestRead = compressed ? InflatedRead : int.MaxValue;
        _maxLineBytes = options.MaxLineBytes;
        _longLineRemedy = options.LongLineRemedy;
        _keepsBlankLines = options.KeepsBlankLines;
    }

    /// <summary>The path as given, or "stdin": what messages call this input.</summary>
    public string Name { get; }

    /// <summary>Whether an error was about the stream: it is raised again by every further read.</summary>
    public bool IsBroken => _broken is not null;

    /// <summary>The next line or row that is not skipped, or null at the end of the input. The caller disposes it.</summary>
    /// <param name="cancellationToken">Stops between reads; a read of a silent pipe is not interrupted.</param>
    /// <exception cref="InputException">
    /// The line is too long, binary or not UTF-8; the gzip data is damaged; the input holds no row at all.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public InputLine? Read(CancellationToken cancellationToken)
    {
        if (_rows is not null)
            return ReadRow(_rows, _row!, cancellationToken);
        while (true)
        {
            var newline = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var end = _searched + newline;
                var line = _buffer.AsSpan(_start, end - _start);
                _start = _searched = end + 1;
                if (Accept(line) is { } accepted)
                    return accepted;
            }
            else if (_ended)
            {
                var line = _buffer.AsSpan(_start, _end - _start);
                _start = _searched = _end;
                return line.Length > 0 && _broken is null && Accept(line) is { } last ? last : End();
            }
            else
            {
                cancellationToken.ThrowIfCancellationRequested();
                _searched = _end;
                Fill();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _rows?.Dispose();
        _row?.Dispose();
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _searched = _end = 0;
        _ended = true;
    }

    private InputLine? Accept(ReadOnlySpan<byte> line)
    {
        if (_insideRefusedLine)
        {
            _insideRefusedLine = false;
            return null;
        }

        _number++;
        if (_number == 1 && line.StartsWith("\uFEFF"u8))
            line = line[3..];
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        if (!_keepsBlankLines && (line.Length == 0 || (line[0] <= ' ' && line.IndexOfAnyExcept(" \t\r"u8) < 0)))
            return null;

        _sawRow = true;
        if (line.Length > _maxLineBytes)
            throw TooLong(line);
        if (!IsText(line))
            throw NotText(line);
        return new InputLine(_number, line);
    }

    private InputLine? End()
    {
        if (_broken is not null)
            throw _broken;
        if (!_sawRow)
            throw new InputException(
                Name,
                0,
                null,
                _number == 0 ? "the input is empty" : "the input has only blank lines",
                _keepsBlankLines ? "Give one segment a line." : "Give one JSON object a line.");
        return null;
    }

    private void Fill()
    {
        MakeRoom();
        try
        {
            var read = _stream.Read(_buffer, _end, Math.Min(_buffer.Length - _end, _longestRead));
            _end += read;
            _ended = read == 0;
        }
        catch (InvalidDataException error)
        {
            Break(new InputException(
                Name,
                _number + 1,
                null,
                "the compressed data is truncated, or damaged here or before",
                "Copy or download the file again; if it is truncated, the lines before this one are good.",
                error));
        }
        catch (IOException error)
        {
            Break(Unreadable(Name, _number + 1, error));
        }
    }

    private void Break(InputException error)
    {
        _broken = error;
        _ended = true;
    }

    private void MakeRoom()
    {
        var held = _end - _start;
        if (_insideRefusedLine)
            held = 0;

        // Three bytes more than the limit may belong to the byte order mark or the line end.
        else if (held > _maxLineBytes + 3)
            RefuseHeld();

        var wanted = InitialBuffer;
        if (held >= InitialBuffer)
            wanted = _buffer.Length > held ? _buffer.Length : (int)Math.Min(2L * held, _maxLineBytes + 4L);
        if (wanted > _buffer.Length || (wanted == InitialBuffer && _buffer.Length > 2 * InitialBuffer))
        {
            var next = ArrayPool<byte>.Shared.Rent(wanted);
            _buffer.AsSpan(_start, held).CopyTo(next);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = next;
        }
        else
        {
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
        }

        _start = 0;
        _searched = _end = held;
    }

    private void RefuseHeld()
    {
        var line = _buffer.AsSpan(_start, _end - _start);
        _number++;
        _sawRow = true;
        _insideRefusedLine = true;
        _start = _searched = _end = 0;
        throw line.Contains((byte)0) ? NotText(line) : TooLong(line);
    }

    private static bool IsText(ReadOnlySpan<byte> line) => Utf8.IsValid(line) && !line.Contains((byte)0);
}
