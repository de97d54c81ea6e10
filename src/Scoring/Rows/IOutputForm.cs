namespace Rlar.Scoring.Rows;

/// <summary>
/// A form that an output takes once all of its rows are there: they are kept as lines of JSON until then, so that a run that is killed can go on, and are
/// converted once.
/// </summary>
public interface IOutputForm
{
    /// <summary>What the bytes depend on beside the rows: format, compression and the version of what writes them.</summary>
    string Version { get; }

    /// <summary>Converts.</summary>
    /// <param name="rows">Opens the rows, lines of JSON, at the first one.</param>
    /// <param name="inputs">The <see cref="InputLine.Hash"/> of the input row that each was made of, in the same order.</param>
    /// <param name="path">The file to write; one that is there is of an attempt that was broken off.</param>
    /// <exception cref="OutputException">The rows are not those of the input, or writing failed.</exception>
    /// <exception cref="InputException">The input cannot be read again.</exception>
    void Convert(Func<Stream> rows, IEnumerable<ulong> inputs, string path);
}
