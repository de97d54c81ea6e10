namespace Rlar.Server.Live.Watching;

/// <summary>A scored output or a ledger that grows.</summary>
/// <param name="log">Where it is shown.</param>
/// <param name="name">Its name there.</param>
internal sealed class FollowedFile(LiveLog log, string name) : FollowedRun(log, name)
{
    private readonly FileTail _tail = new();
    private LedgerRows _ledger = new();
    private string? _kind;
    private long? _foreign;
    private long _rows;

    /// <inheritdoc/>
    internal override bool Look(string path, int most)
    {
        if (_foreign is { } length && File.Exists(path) && new FileInfo(path).Length >= length)
            return false;
        var read = _tail.Read(path, most, Restart, Line);
        if (_foreign is not null)
            _foreign = new FileInfo(path).Length;
        if (read == 0 && _ledger.End() is { } last)
            Log.Add(Run!, last.Group, last.Row); // nothing more comes of this row, or it comes as another one
        Say("", _tail.LongLines);
        return read > 0 && _foreign is null;
    }

    private void Restart()
    {
        Close();
        (_ledger, _kind, _foreign, _rows) = (new LedgerRows(), null, null, 0);
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (_foreign is not null)
            return;
        _kind ??= RunFileKind.Of(line);
        if (_kind is null)
        {
            _foreign = 0; // the input of a run, for instance
            return;
        }

        var run = Open(_kind, "row");
        Read(line, record =>
        {
            if (_kind == "score")
                Log.Add(run, ScoredRows.Read(record), _rows++);
            else if (_ledger.Add(record) is { } row)
                Log.Add(run, row.Group, row.Row);
        });
    }
}
