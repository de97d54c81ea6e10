namespace Rlar.Scoring.Rows;

public sealed partial class LineSource
{
    private readonly IRowReader? _rows;
    private readonly RowBuffer? _row;

    private LineSource(string name, IRowReader rows, LineSourceOptions options)
    {
        Name = name;
        _stream = Stream.Null;
        _longLineRemedy = options.LongLineRemedy;
        _maxLineBytes = options.MaxLineBytes;
        _rows = rows;
        _row = new RowBuffer(options.MaxLineBytes);
    }

    /// <summary>The next row of what is no text of lines, as a line.</summary>
    private InputLine? ReadRow(IRowReader rows, RowBuffer row, CancellationToken cancellationToken)
    {
        if (_broken is not null)
            throw _broken;
        row.Clear();
        try
        {
            var number = rows.Read(row, cancellationToken);
            if (number == 0)
            {
                return _sawRow
                    ? null
                    : throw new InputException(Name, 0, null, "the input has no rows", "Check what wrote it: a table without rows scores nothing.");
            }

            _sawRow = true;
            _number = number;
        }
        catch (InputException error)
        {
            _sawRow = true;
            if (rows.IsBroken)
                _broken = error;
            throw;
        }

        return row.IsTooLong
            ? throw new InputException(Name, _number, null, $"the row is longer than the limit of {_maxLineBytes} bytes", _longLineRemedy)
            : row.Detach(_number);
    }
}
