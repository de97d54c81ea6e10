using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Run;

/// <summary>
/// The rows of a run in the order of its input: first those that were written before and are needed again, each beside its line, then the rest of the input.
/// </summary>
/// <param name="source">The input.</param>
/// <param name="input">Holds the input against what was written before.</param>
/// <param name="cut">Rows of a batch that the interruption cut in two: its advantages need them, though they are written.</param>
/// <param name="kept">Rows of the finished output that this one is made from; empty where there is none.</param>
/// <param name="retries">Whether what failed in the finished output is scored again, and nothing else.</param>
/// <param name="output">The finished output, for messages.</param>
internal sealed class RunRows(
    LineSource source,
    KeptInput input,
    IReadOnlyList<(byte[] Row, RowHashes Hashes)> cut,
    IEnumerable<(ReadOnlyMemory<byte> Row, RowHashes Hashes)> kept,
    bool retries,
    string output) : IDisposable
{
    private readonly IEnumerator<(ReadOnlyMemory<byte> Row, RowHashes Hashes)> _kept = kept.GetEnumerator();
    private int _cut;
    private bool _keptEnded;

    /// <summary>The next row, or null at the end.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="OutputException">The input is not the one that the rows were made of.</exception>
    internal RowWork? Next(CancellationToken cancellationToken)
    {
        if (_cut < cut.Count)
        {
            var (row, hashes) = cut[_cut++];
            return Again(row, hashes, false, cancellationToken);
        }

        _keptEnded = _keptEnded || !_kept.MoveNext();
        if (!_keptEnded)
            return Again(_kept.Current.Row.ToArray(), _kept.Current.Hashes, retries, cancellationToken);
        if (!retries)
            return LineRead.Next(source, cancellationToken) is { } read ? new RowWork(read, null, false) : null;
        input.RequireEnd(canExtend: true, cancellationToken);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    private RowWork Again(byte[] row, RowHashes hashes, bool again, CancellationToken cancellationToken)
    {
        var line = input.Next(hashes.Input, cancellationToken);
        try
        {
            return new RowWork(new LineRead(line, null), OutputRow.Read(row), again);
        }
        catch (FormatException error)
        {
            throw new OutputException(output, $"its row {input.Rows}: {error.Message}", "Give --restart to score anew.", error);
        }
    }
}
