using System.Globalization;
using System.Text;
using Rlar.Scoring.Rows;
using Rlar.Tables.Json;
using Sylvan.Data.Csv;

namespace Rlar.Tables.Csv;

/// <summary>
/// The rows of a CSV or TSV file with a header (RFC 4180). Every cell is text; an empty one is no value, but for a completion, which may be empty; a
/// cell of a column that holds lists or objects is read as JSON. Rows are numbered without the header.
/// </summary>
internal sealed class CsvRows : IRowReader
{
    private readonly string _name;
    private readonly LineSourceOptions _options;
    private readonly CsvDataReader _reader;
    private readonly (int Place, byte[] Key, CsvCell Cell)[] _columns;
    private readonly int _fields;
    private long _number;
    private bool _ended;

    private CsvRows(string name, LineSourceOptions options, CsvDataReader reader, string[] header)
    {
        (_name, _options, _reader, _fields) = (name, options, reader, header.Length);
        var used = Enumerable.Range(0, header.Length).Where(i => options.Keys is null || options.Keys.All.Contains(header[i]));
        _columns =
        [
            .. used.Select((place, i) =>
                (place, JsonText.Key(header[place], isFirst: i == 0), new CsvCell(header[place], options.Keys?.Completions.Contains(header[place]) == true))),
        ];
    }

    /// <inheritdoc/>
    public bool IsBroken { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="content">Its bytes; disposed with the reader.</param>
    /// <param name="delimiter">What stands between fields; null: what the header has of comma, semicolon, tab and bar.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="InputException">It has no header, or one with a name twice.</exception>
    internal static CsvRows Open(string name, Stream content, char? delimiter, LineSourceOptions options)
    {
        var text = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 1 << 16);
        try
        {
            var reader = CsvDataReader.Create(text, new CsvDataReaderOptions
            {
                Delimiter = delimiter,
                HasHeaders = false,
                ResultSetMode = ResultSetMode.SingleResult,
                BufferSize = 1 << 16,
                MaxBufferSize = (int)Math.Max(1 << 17, Math.Min(LineSourceOptions.GreatestLimit, 2L * options.MaxLineBytes)),
            });
            if (!reader.Read())
                throw new InputException(name, 0, null, "the input is empty", "Give a header and rows.");
            var header = Enumerable.Range(0, reader.RowFieldCount).Select(reader.GetString).ToArray();
            if (header.GroupBy(field => field, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twins)
                throw new InputException(name, 0, twins.Key, "the header has this name twice", "Rename one of the two columns.");
            return new CsvRows(name, options, reader, header);
        }
        catch (Exception error)
        {
            text.Dispose();
            if (Refusal(name, 0, options, error) is { } refusal)
                throw refusal;
            throw;
        }
    }

    /// <inheritdoc/>
    public long Read(RowBuffer row, CancellationToken cancellationToken)
    {
        if (_ended)
            return 0;
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            do
            {
                if (!_reader.Read())
                {
                    _ended = true;
                    return 0;
                }
            }
            while (_reader.RowFieldCount == 1 && _fields > 1 && _reader.GetFieldSpan(0).Trim().Length == 0); // a blank line
        }
        catch (Exception error)
        {
            if (Refusal(_name, _number + 1, _options, error) is not { } refusal)
                throw;
            (IsBroken, _ended) = (true, true);
            throw refusal;
        }

        _number++;
        if (_reader.RowFieldCount != _fields)
        {
            throw new InputException(
                _name, _number, null, string.Create(CultureInfo.InvariantCulture, $"row {_number} has {_reader.RowFieldCount} fields, the header {_fields}"),
                "A separator or a line break in a text must be quoted: write the file with a CSV library.");
        }

        row.Write((byte)'{');
        foreach (var (place, key, cell) in _columns)
        {
            row.Write(key);
            cell.Write(row, _reader.GetFieldSpan(place), _name, _number);
        }

        row.Write((byte)'}');
        return _number;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        _reader.Dispose();
    }

    private static InputException? Refusal(string name, long row, LineSourceOptions options, Exception error) => error switch
    {
        InputException known => known,
        CsvRecordTooLargeException => new InputException(
            name, row, null, $"the row is longer than the limit of {options.MaxLineBytes} bytes; a quote that is not closed looks like this, too",
            "Close the quote before it; if the row is that long, " + char.ToLowerInvariant(options.LongLineRemedy[0]) + options.LongLineRemedy[1..], error),
        CsvInvalidCharacterException => new InputException(
            name, row, null, $"row {row} has a quote that is not closed, or text after a closing quote",
            "Write a quote within a quoted text as two: \"\". A CSV library does.", error),
        DecoderFallbackException => new InputException(
            name, row, null, "there are bytes that are not valid UTF-8", "Save the file as UTF-8, for example with iconv -t UTF-8.", error),
        InvalidDataException => new InputException(
            name, row, null, "the compressed data is truncated or damaged", "Copy or download the file again.", error),
        IOException or FormatException => new InputException(
            name, row, null, $"reading failed: {error.Message.TrimEnd('.')}", "Check the file, and run again.", error),
        _ => null,
    };
}
