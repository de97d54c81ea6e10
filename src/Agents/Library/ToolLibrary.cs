using System.Text;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate;

namespace Rlar.Agents.Library;

/// <summary>
/// Drafted tools that the gate has admitted, in a folder to read and keep in git: a folder a tool, and a history that is only appended to. A file that is
/// not as
/// it was admitted is found when its tool is read, and named. One process writes at a time; any number may read meanwhile.
/// </summary>
public sealed class ToolLibrary
{
    private const string Source = "report.json";
    private const string LockName = ".lock";
    private const string Ignored = "index.db*\n.lock\n.new-*\n.old-*\n";

    private readonly string _folder;
    private readonly TimeProvider _time;

    private ToolLibrary(string folder, IReadOnlyList<LibraryEvent> history, TimeProvider time) => (_folder, History, _time) = (folder, history, time);

    /// <summary>Everything that was admitted and revoked, put into quarantine and released, in order.</summary>
    public IReadOnlyList<LibraryEvent> History { get; private set; }

    /// <summary>
    /// The tools in quarantine, by the event that put them there, in the order of their ids. One ends with its release, and where the tool is admitted in
    /// another version or revoked.
    /// </summary>
    public IReadOnlyList<LibraryEvent> Quarantined =>
        [.. History.GroupBy(found => found.Id).Select(events => events.Last()).Where(last => last.Kind == "quarantined")
            .OrderBy(last => last.Id, StringComparer.Ordinal)];

    /// <summary>The tools that were revoked and not admitted again, by the event that revoked them.</summary>
    public IReadOnlyList<LibraryEvent> Revoked => [.. Lives().Where(last => last.Kind == "revoked")];

    /// <summary>A hash over the history, 12 hexadecimal digits: what a run records as the library's version. "" for an empty one.</summary>
    public string Version => History.Count == 0 ? "" : History[^1].Hash[..12];

    /// <summary>Opens a library; a folder that is not there or is empty is an empty one.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="time">The clock of the history.</param>
    /// <exception cref="LibraryException">The history was changed, or cannot be read.</exception>
    public static ToolLibrary Open(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (File.Exists(folder))
            throw new LibraryException($"{folder}: a file; a library is a folder.");
        var path = Path.Combine(folder, LibraryHistory.FileName);
        var history = Guard(path, () => LibraryHistory.Read(path));
        var (events, hash) = LibraryIndex.Stamp(folder);
        if (events > history.Count || (events > 0 && history[(int)events - 1].Hash != hash))
        {
            throw new LibraryException(
                $"{path}: {events} lines were there when the index was made, and they are not any more. Restore the file from git; "
                + $"if the folder was set back on purpose, delete {Path.Combine(folder, LibraryIndex.FileName)}.");
        }

        return new ToolLibrary(folder, history, time);
    }

    /// <summary>The tools in force, read and checked, in the order of their ids.</summary>
    /// <exception cref="LibraryException">A file of one was changed, put in or taken away; the message names it.</exception>
    public IReadOnlyList<LibraryTool> Tools() => [.. InForce().Select(admitted => Read(admitted))];

    /// <summary>A tool in force, read and checked.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="LibraryException">There is none, it was revoked, or a file of it was changed.</exception>
    public LibraryTool Find(string id) => Read(InForce().FirstOrDefault(admitted => admitted.Id == id) ?? throw Missing(id));

    /// <summary>The definitions of the tools in force.</summary>
    /// <param name="makers">Those who make tools of drafts, one a form.</param>
    /// <exception cref="LibraryException">A file was changed, or no maker knows a draft's form.</exception>
    /// <exception cref="DraftException">A draft cannot be made a tool any more.</exception>
    public IReadOnlyList<ToolDefinition> Definitions(IReadOnlyCollection<IDraftMaker> makers)
    {
        ArgumentNullException.ThrowIfNull(makers);
        return
        [
            .. Tools().Select(tool => (makers.FirstOrDefault(maker => maker.Form == tool.Draft.Form)
                ?? throw new LibraryException(
                    $"{_folder}: {tool.Draft.Id} is a {tool.Draft.Form.ToString().ToLowerInvariant()}, of which no tool can be made here."))
                .Define(tool.Draft)),
        ];
    }

    /// <summary>All tools, revoked ones included, from the index, which is made again where it is stale.</summary>
    /// <exception cref="LibraryException">A file was changed.</exception>
    public IReadOnlyList<IndexedTool> List()
    {
        if (History.Count == 0)
            return [];
        if (LibraryIndex.Stamp(_folder) != (History.Count, History[^1].Hash))
            LibraryIndex.Write(_folder, History, [.. Indexed()]);
        return LibraryIndex.Read(_folder);
    }

    /// <summary>Admits a draft: writes its files beside, adds a line to the history, and puts the files in their place.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="report">What the gate found of this very draft.</param>
    /// <returns>The tool, which replaces one with its id.</returns>
    /// <exception cref="LibraryException">The report is of another draft or refuses it, another process writes the library, or the disk refuses.</exception>
    public LibraryTool Admit(ToolDraft draft, GateReport report)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(report);
        if (report.Id != draft.Id || report.Hash != draft.Hash)
            throw new LibraryException($"{draft.Id}: the gate's report is of another draft ({report.Id}, {report.Hash}). Examine this one.");
        if (!report.Accepted)
            throw new LibraryException($"{draft.Id}: the gate refuses it ({string.Join(", ", report.Failed.Select(check => check.Name))}).");
        return Guard(_folder, () => Changed(() =>
        {
            var files = new SortedDictionary<string, byte[]>(DraftFiles.Write(draft).ToDictionary(), StringComparer.Ordinal)
            {
                [Source] = Encoding.UTF8.GetBytes(report.ToJson() + "\n"),
            };
            var hashes = files.ToDictionary(file => file.Key, file => DraftFiles.HashOf(file.Value));
            var version = DraftFiles.VersionOf(hashes);
            if (InForce().FirstOrDefault(admitted => admitted.Id == draft.Id && admitted.Version == version) is { } same)
                return Read(same);
            ToolFolder.Write(ToolFolder.Beside(_folder, draft.Name, version), files);
            Append(new LibraryEvent(0, default, "admitted", draft.Id, version, report.ToolVersion, hashes, null, ""));
            ToolFolder.Place(_folder, draft.Name, version);
            return new LibraryTool(draft, report, version);
        }));
    }

    /// <summary>Revokes a tool: its files stay, and nothing is scored with it any more. Works for tools whose files were changed, too.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The event.</returns>
    /// <exception cref="LibraryException">There is no such tool in force, or another process writes the library.</exception>
    public LibraryEvent Revoke(string id, string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return Guard(_folder, () => Changed(() =>
        {
            _ = InForce().FirstOrDefault(found => found.Id == id) ?? throw Missing(id);
            return Append(Event("revoked", id, reason));
        }));
    }

    /// <summary>
    /// Puts a tool into quarantine: routes that name it go to its fallback from the next run on. It may be any tool, and stays admitted where it is one of
    /// the library's.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="fallback">The tool that takes its place; null for none.</param>
    /// <param name="reason">Why, with the figures.</param>
    /// <returns>The event; the earlier one where the tool is in quarantine already.</returns>
    /// <exception cref="LibraryException">Another process writes the library, or the disk refuses.</exception>
    public LibraryEvent Quarantine(string id, string? fallback, string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return Guard(_folder, () => Changed(() => Quarantined.FirstOrDefault(found => found.Id == id) ?? Append(Event("quarantined", id, reason) with
        {
            Fallback = fallback,
        })));
    }

    /// <summary>Ends a quarantine.</summary>
    /// <param name="id">The tool.</param>
    /// <param name="reason">Why it can be relied on again.</param>
    /// <exception cref="LibraryException">It is in none, or another process writes the library.</exception>
    public LibraryEvent Release(string id, string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return Guard(_folder, () => Changed(() => Quarantined.Any(found => found.Id == id)
            ? Append(Event("released", id, reason))
            : throw new LibraryException($"{_folder}: {id} is in no quarantine.")));
    }

    /// <summary>What the library last did to a tool: admitted or revoked it; null where it never had it.</summary>
    internal LibraryEvent? LifeOf(string id) => History.LastOrDefault(found => found.IsOfLife && found.Id == id);

    private IEnumerable<LibraryEvent> Lives() => History.Where(found => found.IsOfLife).GroupBy(found => found.Id).Select(events => events.Last());

    private IEnumerable<LibraryEvent> InForce() => Lives().Where(last => last.Kind == "admitted").OrderBy(last => last.Id, StringComparer.Ordinal);

    private LibraryTool Read(LibraryEvent admitted)
    {
        var (files, fault) = ToolFolder.Read(_folder, NameOf(admitted.Id), admitted);
        if (files is null)
            throw new LibraryException($"{fault}.");
        var draft = DraftFiles.Read(files, Path.Combine(_folder, NameOf(admitted.Id)));
        return new LibraryTool(draft, GateReport.Parse(Encoding.UTF8.GetString(files[Source])), admitted.Version);
    }

    private IEnumerable<IndexedTool> Indexed()
    {
        foreach (var events in History.Where(found => found.IsOfLife).GroupBy(found => found.Id))
        {
            var admitted = events.Last(found => found.Kind == "admitted");
            var revoked = events.Last() is { Kind: "revoked" } last ? last : null;
            var (files, _) = ToolFolder.Read(_folder, NameOf(admitted.Id), admitted);
            var draft = files is null ? null : DraftFiles.Read(files, _folder);
            yield return new IndexedTool(
                admitted.Id, admitted.Version, admitted.ToolVersion, draft?.Task ?? "", draft?.Description ?? "(its files were changed)",
                draft?.Form.ToString().ToLowerInvariant() ?? "", admitted.Time, revoked?.Time, revoked?.Reason);
        }
    }

    // Of the version in force; "" for a tool that is not the library's.
    private LibraryEvent Event(string kind, string id, string reason) =>
        new(0, default, kind, id, LifeOf(id)?.Version ?? "", LifeOf(id)?.ToolVersion ?? "", new Dictionary<string, string>(), reason, "");

    // With its number and the time, to the second.
    private LibraryEvent Append(LibraryEvent next)
    {
        var now = _time.GetUtcNow();
        next = next with { Number = History.Count + 1, Time = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), now.Offset) };
        var made = LibraryHistory.Append(Path.Combine(_folder, LibraryHistory.FileName), next, History.Count == 0 ? "" : History[^1].Hash);
        History = [.. History, made];
        return made;
    }

    // One writer at a time; what another one did since this library was opened is read first, and what one left half done is finished.
    private T Changed<T>(Func<T> change)
    {
        Directory.CreateDirectory(_folder);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(_folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new LibraryException($"{_folder}: another process is changing this library. Wait for it, or end it.", error);
        }

        using (held)
        {
            var ignore = Path.Combine(_folder, ".gitignore");
            if (!File.Exists(ignore))
                File.WriteAllText(ignore, Ignored);
            History = LibraryHistory.Read(Path.Combine(_folder, LibraryHistory.FileName));
            foreach (var admitted in InForce())
                ToolFolder.Place(_folder, NameOf(admitted.Id), admitted.Version);
            var result = change();
            LibraryIndex.Write(_folder, History, [.. Indexed()]);
            return result;
        }
    }

    private LibraryException Missing(string id) => new(LifeOf(id) is { Kind: "revoked" } revoked
        ? $"{_folder}: {id} was revoked: {revoked.Reason}"
        : $"{_folder}: there is no tool {id}.");

    private static string NameOf(string id) => id[ToolDraft.IdPrefix.Length..];

    private static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException($"{path}: {error.Message}", error);
        }
    }
}
