using System.Globalization;

namespace Rlar.Rewards.Tests.Sandbox;

/// <summary>The host's processes, from /proc.</summary>
internal static class ProcessTree
{
    /// <summary>The processes under one, by number, zombies among them.</summary>
    internal static IReadOnlyList<int> Under(int root)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                continue;
            try
            {
                var stat = File.ReadAllText(folder + "/stat");
                parents[pid] = int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended since the listing.
            }
        }

        List<int> found = [root];
        for (var i = 0; i < found.Count; i++)
            found.AddRange(parents.Where(pair => pair.Value == found[i]).Select(pair => pair.Key));
        return found[1..];
    }

    /// <summary>The processes that have something mounted at a path, or name it in their command line.</summary>
    internal static IReadOnlyList<int> With(string path)
    {
        List<int> found = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                continue;
            try
            {
                if (File.ReadAllText(folder + "/mountinfo").Contains(path, StringComparison.Ordinal) || File.ReadAllText(folder + "/cmdline").Contains(path, StringComparison.Ordinal))
                    found.Add(pid);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It has ended since the listing, or is another user's.
            }
        }

        return found;
    }

    /// <summary>Waits until a condition holds; false after ten seconds.</summary>
    internal static async Task<bool> EventuallyAsync(Func<bool> condition)
    {
        for (var i = 0; i < 500; i++)
        {
            if (condition())
                return true;
            await Task.Delay(20);
        }

        return false;
    }
}
