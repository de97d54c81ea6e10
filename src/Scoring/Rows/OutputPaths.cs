namespace Rlar.Scoring.Rows;

/// <summary>
/// The files of one output: OUT, and OUT.part while it is being written; and beside each what its rows were made of (<see cref="OutputRecord"/>).
/// </summary>
/// <param name="Given">The output as the user gave it.</param>
/// <param name="Final">OUT, absolute and with links followed: renaming onto a link would replace the link.</param>
internal sealed record OutputPaths(string Given, string Final)
{
    /// <summary>The unfinished output.</summary>
    public string Part => Final + ".part";

    /// <summary>What the rows of the unfinished output were made of.</summary>
    public string PartRecord => RecordOf(Part);

    /// <summary>What the rows of the finished output were made of.</summary>
    public string Record => RecordOf(Final);

    /// <summary>Whether a run has begun to write and not completed; a file without a byte and a record is of one that had not begun.</summary>
    public bool IsUnfinished => new FileInfo(Part) is { Exists: true } part && (part.Length > 0 || File.Exists(PartRecord));

    /// <summary>The record beside an output, finished or not.</summary>
    public static string RecordOf(string output) => output + ".run";

    /// <summary>Checks that an output can be where the user wants it.</summary>
    /// <exception cref="OutputException">No folder, a directory, a device, a .gz name, or the input itself.</exception>
    public static OutputPaths Of(string given, string? input)
    {
        if (given.Length == 0)
            throw new OutputException("output", "the path is empty", "Give a file, or - for standard output.");
        if (given.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            throw new OutputException(
                given,
                "output is not compressed as it is written",
                "Write it without .gz and compress it afterwards, or write to - and pipe it through gzip.");
        if (Directory.Exists(given) || given[^1] == Path.DirectorySeparatorChar)
            throw new OutputException(given, "this is a directory", "Give a file in it.");

        var paths = new OutputPaths(given, Real(Path.GetFullPath(given)));
        if (IsDevice(Path.GetFullPath(given)) || IsDevice(paths.Final))
            throw new OutputException(given, "this is a device, not a file", "Write to standard output with - and redirect it.");
        var folder = Path.GetDirectoryName(paths.Final);
        if (!Directory.Exists(folder))
            throw new OutputException(given, $"there is no folder {folder}", "Create it, or write elsewhere.");
        if (input is not (null or "-") && paths.Has(Real(Path.GetFullPath(input))))
            throw new OutputException(given, $"the output would replace the input {input}", "Write to another file.");
        return paths;
    }

    // Renaming onto /dev/null would replace it; /dev/shm is an ordinary folder.
    private static bool IsDevice(string path) => IsUnder(path, "/proc/") || (IsUnder(path, "/dev/") && !IsUnder(path, "/dev/shm/"));

    private static bool IsUnder(string path, string folder) => path.StartsWith(folder, StringComparison.Ordinal);

    private bool Has(string path) => path == Final || path == Part || path == Record || path == PartRecord;

    // Follows links in the folders too, from the root down.
    private static string Real(string path)
    {
        var folder = Path.GetDirectoryName(path);
        if (folder is null)
            return path;
        var here = Path.Combine(Real(folder), Path.GetFileName(path));
        FileSystemInfo entry = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        try
        {
            return entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName is { } target ? Real(target) : here;
        }
        catch (IOException error)
        {
            throw new OutputException(
                path,
                $"the links of this path cannot be followed: {error.Message.TrimEnd('.')}",
                "Remove the circle of links.",
                error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new OutputException(
                path,
                "no permission to look into a folder of this path",
                "Change its mode, or write elsewhere.",
                error);
        }
    }
}
