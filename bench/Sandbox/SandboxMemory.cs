using System.Globalization;

namespace Rlar.Bench.Sandbox;

/// <summary>Memory of a process and all under it, each page divided by those that share it.</summary>
internal static class SandboxMemory
{
    /// <summary>Bytes.</summary>
    internal static long Of(int root)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => (Id: int.Parse(name!, CultureInfo.InvariantCulture), Parent: Parent(name!))).ToList();
        List<int> tree = [root];
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(parents.Where(process => process.Parent == tree[i]).Select(process => process.Id));
        return tree.Sum(Share);
    }

    private static long Share(int id)
    {
        var line = File.ReadLines($"/proc/{id}/smaps_rollup").First(l => l.StartsWith("Pss:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static int Parent(string name)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{name}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
