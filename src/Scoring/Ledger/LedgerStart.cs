using System.Globalization;
using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Ledger;

/// <summary>
/// Where an unfinished run's records begin in its ledger, kept beside the unfinished output: a ledger holds many runs, and a run that goes
/// on may only cut its own.
/// </summary>
/// <param name="output">The run's output, or "-": nothing is kept, such a run cannot go on.</param>
/// <param name="disk">How files are changed.</param>
internal sealed class LedgerStart(string output, RunDisk disk)
{
    private readonly string? _file = output == "-" ? null : output + ".part.ledger";

    /// <summary>The place in this ledger that the unfinished run noted, or null.</summary>
    /// <param name="ledger">The ledger's path.</param>
    internal long? Read(string ledger) =>
        _file is not null && File.Exists(_file) && File.ReadAllLines(_file) is [var path, var at] && path == Path.GetFullPath(ledger)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : null;

    /// <summary>Notes a place.</summary>
    internal void Write(string ledger, long start)
    {
        if (_file is not null)
            disk.Replace(_file, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFullPath(ledger)}\n{start}\n")));
    }

    /// <summary>Forgets the place: the run is complete.</summary>
    internal void Forget()
    {
        if (_file is not null)
            disk.Delete(_file);
    }
}
