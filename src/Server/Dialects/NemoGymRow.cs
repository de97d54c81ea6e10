using System.Text.Json;
using Rlar.Scoring.Rows;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// From requests of <see cref="NemoGymDialect"/> to groups. A request to verify is a row with its response, as NeMo-Gym's files have it (docs/rows.md).
/// </summary>
internal static class NemoGymRow
{
    private const string TaskIndex = "_ng_task_index";
    private static readonly string[] s_said = ["message", "function_call", "reasoning"];
    private static readonly RowParser s_parser = new(new RowParserOptions { PromptRequired = false });

    /// <summary>The group of one completion that is to be verified.</summary>
    /// <param name="body">The request.</param>
    /// <param name="join">The group that it belongs to; null where the request does not say.</param>
    internal static RolloutGroup Verified(JsonBody body, out GroupJoin? join)
    {
        var root = body.Root;
        var response = root["response"];
        if (response.Kind != JsonValueKind.Object)
            throw response.Wrong("an object {\"output\"}");
        var group = response["output"].Items().Any(Says) ? RequestRow.Parse(s_parser, body.Bytes.Span) : RequestRow.Parse(s_parser, WithoutOutput(root));
        if (group.Completions.Count != 1)
            throw new BadRequestException("response", $"it holds {group.Completions.Count} completions", "Verify one at a time.");
        var key = SingleGroup.Key(group.Query);

        // Numbers of tasks begin anew with each dispatch: those of two prompts are no siblings.
        var task = root[TaskIndex];
        join = task.IsAbsent ? null : new GroupJoin($"nemo-gym/{task.LooseText()}/{key}");
        return root["id"].IsAbsent ? group with { Query = group.Query with { Id = key } } : group;
    }

    /// <summary>The group of completions that are to be compared.</summary>
    /// <param name="root">The request: conversation_history, response_objs, and beside NeMo-Gym's own fields those of a row, such as tool.</param>
    /// <param name="limits">The most completions.</param>
    internal static RolloutGroup Compared(JsonField root, ServerLimits limits)
    {
        var responses = root["response_objs"];
        var count = responses.Items().Count;
        if (count == 0 || count > limits.Completions)
            throw new BadRequestException("response_objs", $"it has {count} answers", $"Send 1 to {limits.Completions}.");
        if (root["conversation_history"].Items().Count == 0)
            throw new BadRequestException("conversation_history", "it has no messages", "Send what the answers are to.");
        return RequestRow.Parse(s_parser, RequestRow.Written(json =>
        {
            foreach (var (name, value) in root.Members())
            {
                var column = name switch { "conversation_history" => "prompt", "response_objs" => "completions", _ => name };
                if (column != name || name is not ("prompt" or "completions" or "principle" or "metadata"))
                    json.WriteField(column, value);
            }

            if (!root["metadata"].IsAbsent || !root["principle"].IsAbsent)
                WriteMetadata(json, root["metadata"], root["principle"].TextOrNull());
        }));
    }

    private static void WriteMetadata(Utf8JsonWriter json, JsonField metadata, string? principle)
    {
        json.WriteStartObject("metadata");
        foreach (var (name, value) in metadata.Members())
        {
            if (name != "principle" || principle is null)
                json.WriteField(name, value);
        }

        if (principle is not null)
            json.WriteString("principle", principle);
        json.WriteEndObject();
    }

    private static bool Says(JsonField item) => item.Kind == JsonValueKind.Object
        && (s_said.Contains(item["type"].TextOrNull()) || item["role"].TextOrNull() == "assistant");

    // A policy that says nothing has answered, and wrongly.
    private static ReadOnlySpan<byte> WithoutOutput(JsonField root) => RequestRow.Written(json =>
    {
        foreach (var (name, value) in root.Members())
        {
            if (name == "response")
                json.WriteString(name, "");
            else
                json.WriteField(name, value);
        }
    });
}
