using System.Buffers;
using System.Text;

namespace Rlar.Scoring.Rows;

public sealed partial class LineSource
{
    private InputException TooLong(ReadOnlySpan<byte> line)
    {
        var start = Encoding.UTF8.GetString(line[..Math.Min(line.Length, 40)]);
        return new(
            Name,
            _number,
            null,
            $"the line is longer than the limit of {_maxLineBytes} bytes; it starts with {Quote(start)}",
            _longLineRemedy);
    }

    private InputException NotText(ReadOnlySpan<byte> line)
    {
        if (_number == 1 && Format(line) is { } format)
            return new(Name, _number, null, $"this is {format.Name}, not JSON lines", format.Remedy);
        var nul = line.IndexOf((byte)0);
        var invalid = FirstInvalid(line);
        return nul >= 0 && (invalid < 0 || nul < invalid)
            ? new(
                Name,
                _number,
                null,
                $"byte {nul + 1} of the line is NUL: this is binary data, not JSON lines",
                "Give a text file with one JSON object a line.")
            : new(
                Name,
                _number,
                null,
                $"byte {invalid + 1} of the line (0x{line[invalid]:X2}) is not valid UTF-8",
                "Save the file as UTF-8, for example with iconv -t UTF-8.");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < line.Length;)
        {
            if (Rune.DecodeFromUtf8(line[i..], out _, out var length) != OperationStatus.Done)
                return i;
            i += length;
        }

        return -1;
    }

    private static (string Name, string Remedy)? Format(ReadOnlySpan<byte> line) => line switch
    {
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => ("UTF-16 text", "Save it as UTF-8, for example with iconv -f UTF-16 -t UTF-8."),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => ("Zstandard data", "Decompress it: zstd -dc FILE and read from standard input with -."),
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => ("xz data", "Decompress it: xz -dc FILE and read from standard input with -."),
        [(byte)'B', (byte)'Z', (byte)'h', ..] => ("bzip2 data", "Decompress it: bzip2 -dc FILE and read from standard input with -."),
        [(byte)'P', (byte)'K', 3, 4, ..] => ("a zip archive", "Unpack it, and give the .jsonl file in it."),
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] =>
            ("a Parquet file", "Export it as JSON lines, for example with pandas' to_json(lines=True, orient=\"records\")."),
        _ => null,
    };

    private static string Quote(string text) => string.Concat("'", string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)), "'");
}
