namespace Rlar.Scoring.Rows;

/// <summary>
/// Formats of rows beyond JSON: tables, folders of them, further compressions. <see cref="LineSource"/> asks it where the bytes are not text of its
/// own; what reads and scores rows after that sees rows as JSON, wherever they came from.
/// </summary>
public interface IRowFormats
{
    /// <summary>Opens a file or a pipe as one of the formats.</summary>
    /// <param name="origin">The input, open at its first byte. Where a reader is returned, it owns the content.</param>
    /// <returns>The reader, or null where the input is of none of the formats; nothing was read then.</returns>
    /// <exception cref="InputException">It is of one of the formats and cannot be read.</exception>
    IRowReader? Open(RowOrigin origin);

    /// <summary>Opens a folder of row files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="InputException">It holds no rows, or several sets of them and no word which.</exception>
    IRowReader OpenFolder(string folder, LineSourceOptions options);

    /// <summary>A stream of what a compressed one holds.</summary>
    /// <param name="start">The first bytes of the stream, at most <see cref="RowOrigin.StartBytes"/>.</param>
    /// <param name="compressed">The stream; it is disposed with the one returned. Damage is an <see cref="InvalidDataException"/> of the one returned.</param>
    /// <returns>The stream, or null where it is of no compression that is known here.</returns>
    Stream? Decompress(ReadOnlySpan<byte> start, Stream compressed);

    /// <summary>How an output is completed that is to be more than lines of JSON, told by its name.</summary>
    /// <param name="output">The output's path.</param>
    /// <param name="input">What the rows are scored from.</param>
    /// <returns>The form, or null for lines of JSON.</returns>
    /// <exception cref="OutputException">The output cannot have this form, or not beside that input.</exception>
    IOutputForm? Form(string output, RowInput input);
}
