using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rlar.Bench.Truth;

/// <summary>The labelled files, from the folder of shared data beside the checkout.</summary>
internal static class LabelledCases
{
    /// <summary>Checks built after public bug reports of reward scoring.</summary>
    internal const string Reported = "reported_cases_dev";

    /// <summary>Completions that game a tool, and near misses.</summary>
    internal const string Gaming = "gaming_cases_dev";

    /// <summary>Open questions, the answers of models, and the verdicts of people.</summary>
    internal const string Questions = "nq301_human_dev";

    private static readonly (string Set, Func<string, JsonElement, IEnumerable<LabelledCase>> Read)[] s_readers =
        [(Reported, OfReport), (Gaming, OfGame), (Questions, OfQuestion)];

    /// <summary>The cases of every file that is there; each that is not is named.</summary>
    internal static List<LabelledCase> Read(string shared)
    {
        var cases = new List<LabelledCase>();
        foreach (var (set, read) in s_readers)
        {
            var path = Path.Combine(shared, "data", $"{set}.jsonl");
            if (File.Exists(path))
                cases.AddRange(SharedRows.Read(path).SelectMany(row => read(set, row)).Where(one => one.Label.IsKnown));
            else
                Console.Error.WriteLine($"rlar-bench: {set} is left out: {BenchData.Missing(path)}");
        }

        return cases.Count > 0 ? cases : throw new BenchDataException("there are no labelled cases to measure with.");
    }

    // The rows about advantages and about grammars are no rows of a tool: tests hold those.
    private static IEnumerable<LabelledCase> OfReport(string set, JsonElement row)
    {
        var (tool, options) = Named(row.GetProperty("tool").GetString()!);
        var input = row.GetProperty("input");
        if (tool != "advantages" && input.ValueKind == JsonValueKind.Object && input.TryGetProperty("completion", out _))
            yield return new LabelledCase(set, tool, options, JsonObject.Create(input)!, new Label(row.GetProperty("expected")));
    }

    private static IEnumerable<LabelledCase> OfGame(string set, JsonElement row)
    {
        var given = JsonObject.Create(row.GetProperty("row"))!;
        given["completion"] = JsonNode.Parse(row.GetProperty("completion").GetRawText());
        var options = string.Join(' ', row.GetProperty("set").EnumerateArray().Select(option => option.GetString()));
        yield return new LabelledCase(set, row.GetProperty("tool").GetString(), options, given, new Label(row.GetProperty("expected")));
    }

    private static IEnumerable<LabelledCase> OfQuestion(string set, JsonElement row)
    {
        var given = new JsonObject
        {
            ["prompt"] = row.GetProperty("question").GetString(),
            ["reference"] = JsonNode.Parse(row.GetProperty("references").GetRawText()),
            ["completions"] = new JsonArray(row.GetProperty("answer").GetString()),
        };
        yield return new LabelledCase(set, null, "", given, new Label(row.GetProperty("label")));
    }

    // "length-penalty --set max-length=100 --set buffer=20" is a tool and two options.
    private static (string Tool, string Options) Named(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words[0], string.Join(' ', words.Skip(1).Where(word => word != "--set")));
    }
}
