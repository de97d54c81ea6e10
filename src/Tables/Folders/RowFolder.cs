using System.Text.Json;
using System.Text.RegularExpressions;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Folders;

/// <summary>
/// Which files of a folder hold its rows, in which order: what Hugging Face's save_to_disk wrote says so in state.json and dataset_dict.json, a copy of a
/// repository in the head of its README, and else the names say it.
/// </summary>
internal static partial class RowFolder
{
    private static readonly string[] s_endings = [".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".arrow"];

    // What belongs to a data set and holds no rows.
    private static readonly string[] s_descriptions = ["dataset_info.json", "dataset_infos.json", "state.json", "dataset_dict.json", "config.json"];

    /// <summary>The files, in order.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Which set of rows, where it has several; null where it has one.</param>
    /// <exception cref="InputException">No rows, several sets and no word which, a file that is missing, or rows picked by an index.</exception>
    internal static IReadOnlyList<string> Files(string folder, string? split)
    {
        if (File.Exists(Path.Combine(folder, "dataset_dict.json")))
        {
            var names = Json(folder, "dataset_dict.json", "splits").EnumerateArray().Select(name => name.GetString()!).ToList();
            return Saved(Path.Combine(folder, Chosen(folder, names, split)));
        }

        if (File.Exists(Path.Combine(folder, "state.json")))
            return split is null ? Saved(folder) : throw Refused(folder, $"it is one split and has none called '{split}'", "Leave --split out.");
        var sets = ReadmeFiles.Of(folder) ?? ByName(folder);
        if (sets.Count == 0)
        {
            throw Refused(
                folder, "the folder has no file of rows",
                $"Give a folder with files that end in {string.Join(", ", s_endings)}, or with .gz or .zst after it.");
        }

        return sets[Chosen(folder, [.. sets.Keys], split)];
    }

    /// <summary>Names with numbers in them in the order of the numbers: 2.jsonl before 10.jsonl.</summary>
    internal static int InOrder(string first, string second)
    {
        var (a, b) = (Digits().Split(first), Digits().Split(second));
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var (left, right) = (a[i].TrimStart('0'), b[i].TrimStart('0'));
            var compared = i % 2 == 1 && left.Length != right.Length ? left.Length.CompareTo(right.Length)
                : i % 2 == 1 ? string.CompareOrdinal(left, right) : string.CompareOrdinal(a[i], b[i]);
            if (compared != 0)
                return compared;
        }

        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(first, second);
    }

    /// <summary>The error about a folder.</summary>
    internal static InputException Refused(string folder, string reason, string remedy) => new(folder, 0, null, reason, remedy);

    private static string Chosen(string folder, IReadOnlyList<string> names, string? split)
    {
        var all = string.Join(", ", names);
        if (split is not null)
            return names.Contains(split) ? split : throw Refused(folder, $"there is no split '{split}': there is {all}", "Give --split one of these.");
        return names.Count == 1 ? names[0] : throw Refused(folder, $"there are several splits: {all}", $"Choose one, for example --split {names[0]}.");
    }

    /// <summary>What save_to_disk wrote: the files that its state names, in its order. Files of an earlier, longer save may lie beside them.</summary>
    private static List<string> Saved(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "state.json")))
            throw Refused(folder, "there is no state.json", "Copy the whole folder that save_to_disk wrote.");
        using var state = Document(folder, "state.json");
        if (state.RootElement.TryGetProperty("_indices_files", out var indices) && indices.ValueKind == JsonValueKind.Array && indices.GetArrayLength() > 0)
            throw Refused(folder, "its rows are picked by an index (select, shuffle or filter)", "Call flatten_indices() before save_to_disk.");
        if (!state.RootElement.TryGetProperty("_data_files", out var data) || data.ValueKind != JsonValueKind.Array)
            throw Refused(folder, "its state.json names no data files", "Write it again with save_to_disk.");
        var files = data.EnumerateArray().Select(file => Path.Combine(folder, file.GetProperty("filename").GetString()!)).ToList();
        if (files.Find(file => !File.Exists(file)) is { } missing)
            throw Refused(folder, $"its state.json names {Path.GetFileName(missing)}, which is not there", "Copy the whole folder.");
        return files.Count > 0 ? files : throw Refused(folder, "its state.json names no data files", "A table without rows scores nothing.");
    }

    private static Dictionary<string, IReadOnlyList<string>> ByName(string folder)
    {
        var files = new[] { folder, Path.Combine(folder, "data") }.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Where(IsRows).ToList();
        files.Sort(InOrder);
        var named = files.Exists(file => Split(file) is not null);
        return files.GroupBy(file => Split(file) ?? (named ? "other" : "train"))
            .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group]);
    }

    /// <summary>Whether a file holds rows, by its name.</summary>
    internal static bool IsRows(string path)
    {
        var name = Path.GetFileName(path);
        if (name.StartsWith('.') || s_descriptions.Contains(name))
            return false;
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".zst", StringComparison.OrdinalIgnoreCase))
            name = Path.GetFileNameWithoutExtension(name);
        return s_endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The split that a name speaks of, as Hugging Face reads it, or null.</summary>
    private static string? Split(string path) => SplitWord().Match(Path.GetFileName(path)).Groups["split"].Value.ToUpperInvariant() switch
    {
        "" => null,
        "TRAIN" or "TRAINING" => "train",
        "TEST" or "TESTING" or "EVAL" or "EVALUATION" => "test",
        _ => "validation",
    };

    private static JsonElement Json(string folder, string file, string property)
    {
        using var document = Document(folder, file);
        return document.RootElement.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.Clone()
            : throw Refused(folder, $"its {file} has no {property}", "Copy the folder again.");
    }

    private static JsonDocument Document(string folder, string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            throw new InputException(folder, 0, null, $"its {file} cannot be read: {error.Message.TrimEnd('.')}", "Copy the folder again.", error);
        }
    }

    [GeneratedRegex(
        @"(^|[-._ ])(?<split>train(ing)?|test(ing)?|eval(uation)?|valid(ation)?|val|dev)[-._ \d]",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SplitWord();

    [GeneratedRegex(@"(?<digits>\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Digits();
}
