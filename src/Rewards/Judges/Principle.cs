using System.Globalization;
using System.Text.Json;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>One question that an answer is scored by.</summary>
/// <param name="Name">Its name, and that of its part.</param>
/// <param name="Weight">Its share of the score, above 0.</param>
/// <param name="Question">The question, put to the judge as it stands.</param>
internal sealed record Principle(string Name, double Weight, string Question)
{
    private static readonly JsonDocumentOptions s_format = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>What is asked where no principle is given.</summary>
    internal static Principle Default { get; } = new("score", 1, "How good is the answer to the question?");

    private static IReadOnlyList<Principle> NoneGiven { get; } = [Default];

    /// <summary>
    /// The option principles: names of dimensions, each with a weight or not (<c>relevance*2, coherence</c>), or a JSON file:
    /// {"name": "question"} or {"name": {"question", "weight"}}.
    /// </summary>
    internal static ToolOption<IReadOnlyList<Principle>> Option { get; } =
        new("principles", "", "names of dimensions, or a JSON file", "The questions that an answer is scored by; empty: how good it is.", Read)
        {
            Fact = ("principles-text", Text),
        };

    /// <summary>Reads a file of principles.</summary>
    /// <exception cref="ToolException">It is not of that form.</exception>
    internal static IReadOnlyList<Principle> Parse(string json, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_format);
            return [.. document.RootElement.EnumerateObject().Select(item => item.Value.ValueKind == JsonValueKind.String
                ? Checked(item.Name, 1, item.Value.GetString()!, place)
                : Checked(
                    item.Name,
                    item.Value.TryGetProperty("weight", out var weight) ? weight.GetDouble() : 1,
                    item.Value.GetProperty("question").GetString() ?? "",
                    place))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ToolException($"{place}: is not {{\"name\": \"question\"}} or {{\"name\": {{\"question\", \"weight\"}}}}: {error.Message}", error);
        }
    }

    private static IReadOnlyList<Principle> Read(string tool, string given)
    {
        if (given.Length == 0)
            return NoneGiven;
        var principles = given.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? Parse(ResourceText.ReadFile(tool, "principles", given), $"Tool {tool}: option principles: {given}")
            : [.. given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => Named(item, tool))];
        if (principles.Count == 0 || principles.DistinctBy(principle => principle.Name).Count() < principles.Count)
            throw new ToolException($"Tool {tool}: option principles needs at least one principle, each once.");
        return principles;
    }

    // Where none is given, none is named in the version.
    private static string? Text(IReadOnlyList<Principle> principles) => ReferenceEquals(principles, NoneGiven)
        ? null
        : string.Join(" | ", principles.Select(principle =>
            $"{principle.Name}*{principle.Weight.ToString("R", CultureInfo.InvariantCulture)}: {principle.Question}"));

    private static Principle Named(string item, string tool)
    {
        var star = item.IndexOf('*', StringComparison.Ordinal);
        var name = (star < 0 ? item : item[..star]).Trim();
        var weight = 1.0;
        if (star >= 0 && !double.TryParse(item[(star + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out weight))
            throw new ToolException($"Tool {tool}: option principles: '{item[(star + 1)..]}' is no weight; write {name}*2.");
        var known = Parse(ResourceText.Read("dimensions.json"), "dimensions.json");
        var found = known.FirstOrDefault(principle => principle.Name == name)
            ?? throw new ToolException(
                $"Tool {tool}: option principles: there is no dimension '{name}'; "
                + $"give one of {string.Join(", ", known.Select(principle => principle.Name))}, or a JSON file.");
        return Checked(name, weight, found.Question, $"Tool {tool}: option principles");
    }

    private static Principle Checked(string name, double weight, string question, string place) =>
        weight > 0 && double.IsFinite(weight) && !string.IsNullOrWhiteSpace(question) && name.Length > 0
        ? new Principle(name, weight, question.Trim())
        : throw new ToolException($"{place}: '{name}' needs a question and a weight above 0.");
}
