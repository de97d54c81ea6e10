namespace Rlar.Agents.Library;

/// <summary>The files of one admitted tool, held against the hashes that the history has of them.</summary>
internal static class ToolFolder
{
    private const int Attempts = 5;

    /// <summary>Where a tool is written before it takes its place; a reader finds it there if the writer was stopped between the two.</summary>
    internal static string Beside(string library, string name, string version) => Path.Combine(library, $".new-{name}-{version}");

    /// <summary>The files of an admitted tool, or what is wrong with them.</summary>
    internal static (IReadOnlyDictionary<string, byte[]>? Files, string? Fault) Read(string library, string name, LibraryEvent admitted)
    {
        string? fault = null;
        // While another process puts a new version in its place, a file may be away for a moment.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            foreach (var folder in (string[])[Path.Combine(library, name), Beside(library, name, admitted.Version)])
            {
                if (!Directory.Exists(folder))
                {
                    fault ??= $"{folder}: the folder is missing";
                    continue;
                }

                var (files, wrong) = Checked(folder, admitted);
                if (files is not null)
                    return (files, null);
                fault = folder == Path.Combine(library, name) || fault is null ? wrong : fault;
            }

            if (!Directory.EnumerateFileSystemEntries(library, ".new-*").Any())
                break;
        }

        return (null, $"{fault}; the library's history says otherwise. Restore it from git, or revoke {admitted.Id}");
    }

    /// <summary>Writes files into a folder of their own, each handed to the disk.</summary>
    internal static void Write(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in files)
        {
            using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None);
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Puts the folder that was written beside in its place.</summary>
    internal static void Place(string library, string name, string version)
    {
        var (beside, place, old) = (Beside(library, name, version), Path.Combine(library, name), Path.Combine(library, $".old-{name}"));
        if (!Directory.Exists(beside))
            return;
        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
        if (Directory.Exists(place))
            Directory.Move(place, old);
        Directory.Move(beside, place);
        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
    }

    private static (IReadOnlyDictionary<string, byte[]>? Files, string? Fault) Checked(string folder, LibraryEvent admitted)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, hash) in admitted.Files)
        {
            var path = Path.Combine(folder, name);
            try
            {
                files[name] = File.ReadAllBytes(path);
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                return (null, $"{path}: the file is missing");
            }

            if (DraftFiles.HashOf(files[name]) != hash)
                return (null, $"{path}: the file was changed after its tool was admitted");
        }

        var added = Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(path => !admitted.Files.ContainsKey(Path.GetFileName(path)));
        return added is null ? (files, null) : (null, $"{added}: the file was put in after its tool was admitted");
    }
}
