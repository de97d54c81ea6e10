namespace Rlar.Agents.Templates;

/// <summary>Heading lines: <c># Title</c>, <c>**Title**</c>, <c>Title:</c>.</summary>
internal static class Headings
{
    /// <summary>Whether the answer has the titles as headings, in order, without regard to case.</summary>
    internal static bool Has(string answer, IReadOnlyList<string> titles)
    {
        var found = 0;
        foreach (var line in answer.AsSpan().EnumerateLines())
        {
            if (found < titles.Count && Title(line.Trim()) is { Length: > 0 } title && title.Equals(titles[found], StringComparison.OrdinalIgnoreCase))
                found++;
        }

        return found == titles.Count;
    }

    private static ReadOnlySpan<char> Title(ReadOnlySpan<char> line)
    {
        var level = line.Length - line.TrimStart('#').Length;
        var isHeading = (level is > 0 and <= 6 && line.Length > level && line[level] == ' ')
            || (line.StartsWith("**") && line.TrimEnd(':').EndsWith("**"))
            || line.EndsWith(":");
        return isHeading ? line.Trim("#*: ") : [];
    }
}
