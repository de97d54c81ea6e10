using Rlar.Scoring.Rows;

namespace Rlar.Tables.Folders;

/// <summary>The rows of several files, one after the other, numbered through.</summary>
/// <param name="files">The files in order.</param>
/// <param name="open">Opens one.</param>
internal sealed class FolderRows(IReadOnlyList<string> files, Func<string, LineSource> open) : IRowReader
{
    private LineSource? _source;
    private int _next;
    private long _before;
    private long _last;

    /// <inheritdoc/>
    public bool IsBroken { get; private set; }

    /// <inheritdoc/>
    public long Read(RowBuffer row, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_source is null && _next == files.Count)
                return 0;
            try
            {
                _source ??= open(files[_next++]);
                using var line = _source.Read(cancellationToken);
                if (line is not null)
                {
                    row.Write(line.Bytes.Span);
                    _last = line.Number;
                    return _before + line.Number;
                }
            }
            catch (InputException)
            {
                IsBroken = _source is null or { IsBroken: true };
                throw;
            }

            _before += _last;
            _source.Dispose();
            _source = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source?.Dispose();
}
