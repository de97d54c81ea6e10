using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace Rlar.Scoring.Rows;

/// <summary>A finished output with the record of what its rows were made of.</summary>
internal sealed class FinishedOutput : IDisposable
{
    private readonly string _given;
    private readonly SafeFileHandle _file;
    private readonly OutputRecord _record;

    private FinishedOutput(string given, SafeFileHandle file, OutputRecord record) => (_given, _file, _record) = (given, file, record);

    /// <summary>What all rows depend on.</summary>
    internal RunHeader Header => _record.Header;

    /// <summary>A text that differs for other rows.</summary>
    internal string Identity
    {
        get
        {
            var hash = new XxHash128();
            var bytes = new byte[RowHashes.Bytes];
            foreach (var row in _record.Read())
            {
                row.Write(bytes);
                hash.Append(bytes);
            }

            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
    }

    /// <summary>Opens a finished output.</summary>
    /// <param name="given">The output as the user gave it.</param>
    /// <param name="input">The input, if it is a file.</param>
    /// <param name="disk">How files are changed.</param>
    /// <returns>The output, or null where its record is missing: nothing is known of how it was made.</returns>
    /// <exception cref="OutputException">It is not there, or it cannot be read.</exception>
    internal static FinishedOutput? Open(string given, string? input, RunDisk disk)
    {
        var paths = OutputPaths.Of(given, input);
        if (!File.Exists(paths.Final))
            throw new OutputException(given, "there is no such finished output", "Score first, without --extend and --retry-failed.");
        try
        {
            Adopt(paths, disk);
            if (!File.Exists(paths.Record))
                return null;
            var record = OutputRecord.Open(paths.Record, disk, writes: false);
            return new FinishedOutput(given, OpenRows(paths), record);
        }
        catch (FormatException error)
        {
            throw new OutputException(
                given, $"what it was made of cannot be told from {paths.Record}: {error.Message}", "Give --restart to score anew.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(given, $"it cannot be read: {error.Message.TrimEnd('.')}", "Remove the cause and run again.", error);
        }
    }

    /// <summary>Refuses other settings than those of then.</summary>
    /// <exception cref="OutputException">Something differs.</exception>
    internal void Require(IReadOnlyDictionary<string, string> fingerprint)
    {
        var differences = Header.DifferencesTo(fingerprint);
        if (differences.Count > 0)
        {
            throw new OutputException(
                _given,
                $"it is complete, and comes from another run: {string.Join("; ", differences)}",
                "Run with the settings and input of then, or give --restart to score anew.");
        }
    }

    /// <summary>The rows in order, each valid until the next one is asked for, with what they were made of.</summary>
    /// <param name="skip">How many are left out.</param>
    /// <exception cref="OutputException">A row is not the one that was written, or there are more or fewer of them.</exception>
    internal IEnumerable<(ReadOnlyMemory<byte> Row, RowHashes Hashes)> Read(long skip = 0)
    {
        using var hashes = _record.Read().GetEnumerator();
        long number = 0;
        foreach (var (row, _) in WrittenRows.Read(_file))
        {
            number++;
            if (!hashes.MoveNext() || RowHashes.OfOutput(row.Span) != hashes.Current.Output)
                throw Changed($"its row {number} is not the one that was written");
            if (number > skip)
                yield return (row, hashes.Current);
        }

        if (number < _record.Rows)
            throw Changed($"it has {number} whole rows, and {_record.Rows} were written");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _record.Dispose();
        _file.Dispose();
    }

    private OutputException Changed(string how) =>
        new(_given, $"{how}: the file was changed since it was completed", "Bring the file of then back, or give --restart to score anew.");

    private static SafeFileHandle OpenRows(OutputPaths paths) =>
        File.OpenHandle(paths.Final, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

    /// <summary>Gives the record its name, where the run that made the output was killed between naming the two.</summary>
    private static void Adopt(OutputPaths paths, RunDisk disk)
    {
        if (File.Exists(paths.Part) || !File.Exists(paths.PartRecord))
            return;
        using (var record = OutputRecord.Open(paths.PartRecord, disk, writes: false))
        using (var file = OpenRows(paths))
        {
            var rows = WrittenRows.Read(file).Select(row => RowHashes.OfOutput(row.Row.Span));
            if (!rows.SequenceEqual(record.Read().Select(hashes => hashes.Output)))
                return;
        }

        disk.Move(paths.PartRecord, paths.Record);
    }
}
