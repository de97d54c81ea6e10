namespace Rlar.Server.Live.Watching;

/// <summary>
/// Follows the files of other runs and shows them beside the server's own. It looks at them from time to time: that works on every file system, and
/// disturbs nobody who writes.
/// </summary>
/// <param name="log">Where they are shown.</param>
/// <param name="options">Which files.</param>
public sealed class RunWatch(LiveLog log, WatchOptions options)
{
    private const string Unfinished = ".part";
    private static readonly string[] s_endings = [".jsonl", ".ledger", ".jsonl" + Unfinished];
    private readonly Dictionary<string, FollowedRun> _runs = new(StringComparer.Ordinal);

    /// <summary>Follows them until it is cancelled.</summary>
    /// <param name="cancellationToken">Ends it; it then returns.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (options.Paths.Count > 0)
            {
                if (!Look())
                    await Task.Delay(options.Interval, log.Options.Clock, cancellationToken);
                else
                    await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    /// <summary>Looks at all files once.</summary>
    /// <returns>Whether there may be more to read at once.</returns>
    internal bool Look()
    {
        var found = options.Paths.SelectMany(Found).DistinctBy(one => one.Name)
            .OrderByDescending(one => File.GetLastWriteTimeUtc(one.Path)).Take(options.Files).Reverse().ToArray();
        if (found.Length == options.Files)
        {
            foreach (var old in _runs.Keys.Except(found.Select(one => one.Name)).ToArray())
            {
                _runs[old].Close();
                _runs.Remove(old);
            }
        }

        var hasMore = false;
        foreach (var (name, path, isTraining) in found)
        {
            if (!_runs.TryGetValue(name, out var run))
                _runs.Add(name, run = isTraining ? new FollowedTraining(log, name) : new FollowedFile(log, name));
            hasMore |= run.Look(path, options.BytesPerLook);
        }

        return hasMore;
    }

    private static IEnumerable<(string Name, string Path, bool IsTraining)> Found(string path)
    {
        if (File.Exists(path))
            return [(path, path, false)];
        if (!Directory.Exists(path))
            return File.Exists(path + Unfinished) ? [(path, path + Unfinished, false)] : [];
        return IsTraining(path) ? [(path, path, true)] : Within(path);
    }

    // One level, not a whole disk.
    private static IEnumerable<(string Name, string Path, bool IsTraining)> Within(string folder)
    {
        try
        {
            var runs = Directory.EnumerateDirectories(folder).Where(IsTraining).Select(run => (run, run, true));
            var files = Directory.EnumerateFiles(folder).Where(file => s_endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
                .Select(file => (file.EndsWith(Unfinished, StringComparison.Ordinal) ? file[..^Unfinished.Length] : file, file, false));
            return [.. runs, .. files];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // it was there a moment ago; the next look tells
        }
    }

    private static bool IsTraining(string folder) => File.Exists(Path.Combine(folder, FollowedTraining.Metrics));
}
