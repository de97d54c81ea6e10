namespace Rlar.Scoring.Rows;

/// <summary>Rows of an input that is no text of lines, one at a time. One thread reads.</summary>
public interface IRowReader : IDisposable
{
    /// <summary>
    /// Whether an error was about the input as a whole: nothing can be read after it. Otherwise it was about one row, and reading goes on with the next.
    /// </summary>
    bool IsBroken { get; }

    /// <summary>Writes the next row as one JSON object on one line.</summary>
    /// <param name="row">Takes the row; empty.</param>
    /// <param name="cancellationToken">Stops between reads.</param>
    /// <returns>The row's one-based number, or 0 at the end.</returns>
    /// <exception cref="InputException">The row or the input is not what it must be.</exception>
    long Read(RowBuffer row, CancellationToken cancellationToken);
}
