using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Rlar.Scoring.Rows;

/// <summary>
/// The objects of one JSON array, as json.dump and pandas' to_json write rows: in a stream, with one element in memory at a time. Rows are numbered by
/// their place in the array, from one.
/// </summary>
internal sealed class JsonArrayReader : IRowReader
{
    private const int InitialBuffer = 256 << 10;

    private readonly string _name;
    private readonly Stream _stream;
    private readonly LineSourceOptions _options;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
    private int _start;
    private int _end;
    private bool _ended;
    private bool _inArray;
    private bool _done;
    private long _number;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = int.MaxValue });

    /// <summary>Begins.</summary>
    /// <param name="name">What messages call the input.</param>
    /// <param name="stream">Its bytes; disposed with this.</param>
    /// <param name="options">How to read.</param>
    internal JsonArrayReader(string name, Stream stream, LineSourceOptions options)
    {
        _name = name;
        _stream = stream;
        _options = options;
    }

    /// <inheritdoc/>
    public bool IsBroken { get; private set; }

    /// <inheritdoc/>
    public long Read(RowBuffer row, CancellationToken cancellationToken)
    {
        if (_done)
            return 0;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Next(row) is { } found)
                    return found;
                Fill();
            }
        }
        catch (JsonException error)
        {
            throw Broken($"the array is not valid JSON after element {_number}: {Reason(error)}", "Write one array of objects, as json.dump does.", error);
        }
        catch (InvalidDataException error)
        {
            throw Broken("the compressed data is truncated or damaged", "Copy or download the file again.", error);
        }
        catch (IOException error)
        {
            throw Broken($"reading failed: {error.Message.TrimEnd('.')}", "Check the disk or the process at the other end of the pipe, and run again.", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _done = true;
    }

    /// <summary>The number of the next row, 0 at the end of the array, or null where more bytes are needed.</summary>
    private long? Next(RowBuffer row)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _ended, _state);
        if (!_inArray)
        {
            if (!reader.Read())
                return null;
            _inArray = true;
            Keep(reader);
            reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _ended, _state);
        }

        if (!reader.Read())
            return null;
        if (reader.TokenType == JsonTokenType.EndArray)
            return End(reader);
        var first = (int)reader.TokenStartIndex;
        var kind = reader.TokenType;
        if (!reader.TrySkip())
            return null;
        _number++;
        var element = _buffer.AsSpan(_start + first, (int)reader.BytesConsumed - first);
        Keep(reader);
        if (kind != JsonTokenType.StartObject)
        {
            throw new InputException(
                _name, _number, null, $"element {_number} of the array is {Describe(kind)}, not an object", "Write an array of rows: [{\"prompt\": …}, …].");
        }

        if (!Utf8.IsValid(element))
            throw new InputException(_name, _number, null, "the row is not valid UTF-8", "Save the file as UTF-8, for example with iconv -t UTF-8.");
        WriteOnOneLine(element, row);
        return _number;
    }

    private long? End(Utf8JsonReader reader)
    {
        Keep(reader);
        while (true)
        {
            if (_buffer.AsSpan(_start, _end - _start).IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            {
                throw Broken(
                    $"there is more after the array of {_number} rows", "Write one array and nothing else; or one object a line, without the array.", null);
            }

            if (_ended)
                break;
            _start = _end;
            Fill();
        }

        _done = true;
        return 0;
    }

    private void Keep(in Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    /// <summary>A line break in JSON stands only between tokens: in a text it is escaped.</summary>
    private static void WriteOnOneLine(ReadOnlySpan<byte> element, RowBuffer row)
    {
        while (element.IndexOfAny((byte)'\n', (byte)'\r') is var at and >= 0)
        {
            row.Write(element[..at]);
            row.Write((byte)' ');
            element = element[(at + 1)..];
        }

        row.Write(element);
    }

    private void Fill()
    {
        var held = _end - _start;
        if (_ended)
            throw Broken($"the array ends within element {_number + 1}: the file is cut short", "Copy or download it again.", null);

        // Between elements there may be white space: twice the limit leaves room for much of it.
        if (held > 2L * _options.MaxLineBytes)
        {
            throw Broken(
                $"element {_number + 1} of the array is longer than the limit of {_options.MaxLineBytes} bytes", _options.LongLineRemedy, null);
        }

        if (held == _buffer.Length)
        {
            var next = ArrayPool<byte>.Shared.Rent(2 * _buffer.Length);
            _buffer.AsSpan(_start, held).CopyTo(next);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = next;
        }
        else
        {
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
        }

        (_start, _end) = (0, held);

        // A long element is looked at again from its start: when there is twice as much of it, so that the looks are few.
        var read = _stream.ReadAtLeast(_buffer.AsSpan(_end), held < InitialBuffer ? 1 : Math.Min(held, _buffer.Length - held), throwOnEndOfStream: false);
        if (_end == 0 && _number == 0 && !_inArray && _buffer.AsSpan(0, read).StartsWith("\uFEFF"u8))
            _start = 3;
        _end += read;
        _ended = read == 0;
    }

    private InputException Broken(string reason, string remedy, Exception? error)
    {
        IsBroken = true;
        return new InputException(_name, _number + 1, null, reason, remedy, error);
    }

    private static string Describe(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a boolean",
    };

    private static string Reason(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? error.Message : error.Message[..end]).TrimEnd('.', ' ');
    }
}
