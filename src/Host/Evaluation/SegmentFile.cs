using System.Text;
using Rlar.Scoring.Rows;

namespace Rlar.Host.Evaluation;

/// <summary>A file of segments, one per line; blank lines are empty segments.</summary>
/// <param name="Name">The path as given, or "stdin".</param>
/// <param name="Segments">Its lines.</param>
internal sealed record SegmentFile(string Name, IReadOnlyList<string> Segments)
{
    private static LineSourceOptions Options { get; } = new() { KeepsBlankLines = true, LongLineRemedy = "Give one segment a line." };

    /// <summary>Reads a file, plain or gzip, or - for standard input.</summary>
    internal static SegmentFile Read(string path, CancellationToken cancellationToken)
    {
        using var source = LineSource.Open(path, Console.OpenStandardInput(), Options);
        var segments = new List<string>();
        while (source.Read(cancellationToken) is { } line)
        {
            using (line)
                segments.Add(Encoding.UTF8.GetString(line.Bytes.Span));
        }

        return new SegmentFile(source.Name, segments);
    }

    /// <summary>Refuses files whose lines do not belong together.</summary>
    internal static void RequireSameLength(IReadOnlyList<SegmentFile> files)
    {
        var first = files[0];
        foreach (var file in files.Where(file => file.Segments.Count != first.Segments.Count))
        {
            throw new HostException(
                $"{first.Name} has {Plural.Of(first.Segments.Count, "line")} and {file.Name} {file.Segments.Count}: "
                + "each line of one belongs to the same line of the other. "
                + "Check which lines are missing, and that no line end is within a segment.");
        }
    }
}
