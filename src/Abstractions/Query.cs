using System.Text.Json;

namespace Rlar;

/// <summary>What a policy was asked, with everything that the row carries to judge an answer by.</summary>
public sealed record Query
{
    /// <summary>The row's id, or "line-N" where the row has none.</summary>
    public required string Id { get; init; }

    /// <summary>The prompt as messages; a prompt given as a string is one user message.</summary>
    public required IReadOnlyList<Message> Prompt { get; init; }

    /// <summary>Acceptable references, possibly none. A tool that takes several scores against the best one.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The tool that the row itself names, if any.</summary>
    public string? Tool { get; init; }

    /// <summary>The route that the row itself carries, if any; <see cref="Tool"/> goes before it.</summary>
    public WrittenRoute? Route { get; init; }

    /// <summary>Task and data-source hints in the order in which the row has them, for example "math" or "openai/gsm8k".</summary>
    public IReadOnlyList<string> TaskHints { get; init; } = [];

    /// <summary>The row's tests as they stand (docs: the labelled-data contract), if any.</summary>
    public JsonElement? Tests { get; init; }

    /// <summary>The row's constraints as they stand, if any.</summary>
    public JsonElement? Constraints { get; init; }

    /// <summary>The row's metadata object as it stands, if any.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>
    /// The references as alternatives: where the only one is a text that holds a JSON list of texts, as tables and some data sets keep several
    /// (<c>["34", "34.0"]</c>), the elements; else <see cref="References"/> itself. A tool whose card does not say that it reads the text as it stands
    /// (<see cref="ToolCard.ReadsReferenceAsText"/>) finds them among its references.
    /// </summary>
    public IReadOnlyList<string> Alternatives => References is [var only] && ReferenceLists.Of(only) is { } list ? list : References;

    /// <summary>The last user message, or the last message, or "": what the completion answers.</summary>
    public string Question
    {
        get
        {
            for (var i = Prompt.Count - 1; i >= 0; i--)
            {
                if (Prompt[i].Role == "user")
                    return Prompt[i].Content;
            }

            return Prompt.Count > 0 ? Prompt[^1].Content : "";
        }
    }
}
