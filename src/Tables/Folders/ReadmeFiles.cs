using System.Text.RegularExpressions;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Folders;

/// <summary>
/// The data files that the head of a README names (Hugging Face's "configs"): of YAML no more than such heads have, mappings and lists by indentation.
/// </summary>
internal static partial class ReadmeFiles
{
    private const string OnlySplit = "train";

    /// <summary>Files by split; with several configurations by CONFIG/SPLIT, unless one is called default. Null where no README names files.</summary>
    /// <exception cref="InputException">A pattern that no file matches.</exception>
    internal static Dictionary<string, IReadOnlyList<string>>? Of(string folder)
    {
        var readme = Path.Combine(folder, "README.md");
        if (!File.Exists(readme))
            return null;
        var entries = Entries(File.ReadLines(readme)).ToList();
        if (entries.Count == 0)
            return null;
        var configs = entries.Select(entry => entry.Config).Distinct().ToList();
        if (configs.Contains("default"))
        {
            entries.RemoveAll(entry => entry.Config != "default");
            configs = ["default"];
        }

        var all = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).ToList();
        all.Sort(RowFolder.InOrder);
        return entries.GroupBy(entry => configs.Count == 1 ? entry.Split : $"{entry.Config}/{entry.Split}")
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.SelectMany(entry => Matching(folder, all, entry.Pattern)).Distinct()]);
    }

    private static IEnumerable<string> Matching(string folder, List<string> all, string pattern)
    {
        var regex = new Regex(
            "^" + Regex.Escape(pattern).Replace(@"\*\*/", "(.*/)?").Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]") + "$",
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        var files = all.Where(file => regex.IsMatch(file)).Select(file => Path.Combine(folder, file)).ToList();
        return files.Count > 0
            ? files
            : throw RowFolder.Refused(folder, $"its README names {pattern}, and there is no such file", "Copy the whole folder, or give the files themselves.");
    }

    /// <summary>The patterns in their order.</summary>
    private static IEnumerable<(string Config, string Split, string Pattern)> Entries(IEnumerable<string> lines)
    {
        var (inConfigs, isFirst, outer) = (false, true, -1);
        var (config, split, key) = ("default", OnlySplit, "");
        foreach (var line in lines)
        {
            if (isFirst && line.Trim() != "---")
                yield break;
            if (!isFirst && line.Trim() == "---")
                yield break;
            isFirst = false;
            if (Line().Match(line) is not { Success: true } match || line.TrimStart().StartsWith('#'))
                continue;
            var (indent, isItem) = (match.Groups["indent"].Length, match.Groups["item"].Success);
            var (name, value) = (match.Groups["key"].Value, match.Groups["value"].Value.Trim().Trim('"', '\''));
            if (indent == 0 && !isItem)
            {
                inConfigs = name == "configs";
                outer = -1;
                continue;
            }

            if (!inConfigs)
                continue;
            outer = outer < 0 ? indent : outer;
            if (isItem && indent == outer)
                (config, split) = ("default", OnlySplit); // the next configuration begins
            switch (name)
            {
                case "config_name":
                    config = value;
                    break;
                case "split":
                    split = value;
                    break;
                case "path" or "data_files" when value.Length > 0:
                    foreach (var pattern in value.Trim('[', ']').Split(','))
                        yield return (config, split, pattern.Trim().Trim('"', '\''));
                    break;
                case "" when isItem && key is "path" or "data_files" && value.Length > 0:
                    yield return (config, split, value);
                    break;
            }

            key = name.Length > 0 ? name : key;
        }
    }

    [GeneratedRegex(
        @"^(?<indent> *)(?<item>- +)?((?<key>\w+):(?<value>.*)|(?<value>.+))$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Line();
}
