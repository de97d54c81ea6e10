namespace Rlar.Host.Reporting;

/// <summary>The rows that a run which ended early has left for one that resumes.</summary>
/// <param name="Count">How many; at least one.</param>
/// <param name="File">Where they are.</param>
internal sealed record KeptRows(long Count, string File)
{
    /// <summary>What refers to them.</summary>
    internal string Them => Count == 1 ? "it" : "them";

    /// <summary>The rows kept of an output; null where there are none.</summary>
    /// <param name="output">The output as it was given.</param>
    internal static KeptRows? Of(string output)
    {
        if (output == "-")
            return null;
        // Advantages over the whole input are added in a second pass, from the rows of the first.
        string[] places = [output + ".rewards.part", output + ".rewards", output + ".part"];
        return Array.Find(places, System.IO.File.Exists) is { } file && CountOf(file) is > 0 and var count ? new KeptRows(count, file) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Plural.Of(Count, "row")} {Plural.Is(Count)} kept in {File}";

    private static long CountOf(string file)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(file);
            var buffer = new byte[1 << 16];
            long count = 0;
            while (stream.Read(buffer) is > 0 and var read)
                count += buffer.AsSpan(0, read).Count((byte)'\n');
            return count;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0; // the message is about something else
        }
    }
}
