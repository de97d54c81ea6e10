using System.Text.Json;

namespace Rlar.Agents.Classification;

/// <summary>A prompt whose task is known.</summary>
/// <param name="Prompt">The text.</param>
/// <param name="Task">One of the canonical tasks.</param>
/// <param name="Language">ISO 639-1, or "".</param>
/// <param name="Source">Who wrote it: what one author wrote is held out together.</param>
public sealed record TrainingPrompt(string Prompt, string Task, string Language, string Source)
{
    /// <summary>The prompts that RLAR comes with (src/Agents/Classification/Prompts), by several authors, in the order of the files' names.</summary>
    public static IReadOnlyList<TrainingPrompt> BuiltIn()
    {
        var assembly = typeof(TrainingPrompt).Assembly;
        var prompts = new List<TrainingPrompt>();
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith("prompts/", StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            prompts.AddRange(Read(stream));
        }

        return prompts;
    }

    /// <summary>Reads prompts from JSON lines {"prompt","task","lang","source"}.</summary>
    /// <param name="stream">UTF-8.</param>
    /// <exception cref="JsonException">A line is no such object.</exception>
    public static IEnumerable<TrainingPrompt> Read(Stream stream)
    {
        using var text = new StreamReader(stream);
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0)
                continue;
            using var row = JsonDocument.Parse(line);
            yield return new TrainingPrompt(
                Field(row.RootElement, "prompt"),
                TaskLabel.Of(Field(row.RootElement, "task")),
                Field(row.RootElement, "lang"),
                Field(row.RootElement, "source"));
        }
    }

    private static string Field(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new JsonException($"\"{name}\" is not there or no text: give each line as {{\"prompt\",\"task\",\"lang\",\"source\"}}.");
}
