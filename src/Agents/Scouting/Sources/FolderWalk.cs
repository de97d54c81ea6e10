namespace Rlar.Agents.Scouting.Sources;

/// <summary>
/// The files of a folder and its folders, each folder once: links are followed, as those of a cache to its disk, and one that leads to where the walk has been
/// is passed over.
/// </summary>
internal static class FolderWalk
{
    private const int Deepest = 8;

    private static readonly EnumerationOptions s_entries = new() { IgnoreInaccessible = true };

    /// <summary>The files, in the order of their paths. Hidden ones and what may not be read are left out.</summary>
    /// <param name="folder">The folder.</param>
    internal static IReadOnlyList<string> Files(string folder)
    {
        var files = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        // What lies in the folder itself before what links lead to: its own name is the better one.
        var left = new Queue<(string Path, string Real, int Depth)>([(folder, Real(folder), 0)]);
        while (left.TryDequeue(out var next))
        {
            if (seen.Add(next.Real))
                Walk(next.Path, next.Real, next.Depth);
        }

        files.Sort(StringComparer.Ordinal);
        return files;

        void Walk(string path, string real, int depth)
        {
            files.AddRange(Directory.EnumerateFiles(path, "*", s_entries));
            if (depth == Deepest)
                return;
            foreach (var inner in new DirectoryInfo(path).EnumerateDirectories("*", s_entries).OrderBy(found => found.Name, StringComparer.Ordinal))
            {
                if (inner.LinkTarget is not null)
                    left.Enqueue((inner.FullName, Real(inner.FullName), depth + 1));
                else if (seen.Add(Path.Combine(real, inner.Name)))
                    Walk(inner.FullName, Path.Combine(real, inner.Name), depth + 1);
            }
        }
    }

    private static string Real(string path)
    {
        try
        {
            return Path.TrimEndingDirectorySeparator(new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path);
        }
        catch (IOException)
        {
            return path; // A link to itself leads nowhere, and has no files.
        }
    }
}
