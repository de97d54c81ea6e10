using System.Text.Json;
using Rlar.Server.Environments;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>The answers of <see cref="OrsDialect"/>, one JSON value each (<c>src/ors/types.py</c>).</summary>
internal static class OrsAnswers
{
    internal static void WriteOk(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("status", "ok");
        json.WriteEndObject();
    }

    internal static void WriteSession(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString("sid", id);
        json.WriteEndObject();
    }

    internal static void WriteNames(Utf8JsonWriter json, IReadOnlyList<RowEnvironment> environments)
    {
        json.WriteStartArray();
        foreach (var environment in environments)
            json.WriteStringValue(environment.Name);
        json.WriteEndArray();
    }

    internal static void WriteTools(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("tools");
        SubmitTool.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WriteSplits(Utf8JsonWriter json, RowEnvironment environment)
    {
        json.WriteStartArray();
        foreach (var split in environment.Splits)
        {
            json.WriteStartObject();
            json.WriteString("name", split);
            json.WriteString("type", split is "train" or "test" ? split : "validation");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteTasks(Utf8JsonWriter json, IEnumerable<EnvironmentTask> tasks, string? environment)
    {
        json.WriteStartObject();
        json.WriteStartArray("tasks");
        foreach (var task in tasks)
            task.Write(json);
        json.WriteEndArray();
        if (environment is not null)
            json.WriteString("env_name", environment);
        json.WriteEndObject();
    }

    internal static void WriteTask(Utf8JsonWriter json, EnvironmentTask task)
    {
        json.WriteStartObject();
        json.WritePropertyName("task");
        task.Write(json);
        json.WriteEndObject();
    }

    internal static void WriteCount(Utf8JsonWriter json, int count)
    {
        json.WriteStartObject();
        json.WriteNumber("num_tasks", count);
        json.WriteEndObject();
    }

    /// <summary>A prompt as blocks. A block has no role of its own: its detail says it.</summary>
    internal static void WritePrompt(Utf8JsonWriter json, IReadOnlyList<Message> prompt)
    {
        json.WriteStartArray();
        foreach (var (role, content) in prompt)
        {
            json.WriteStartObject();
            json.WriteString("text", content);
            json.WriteStartObject("detail");
            json.WriteString("role", role);
            json.WriteEndObject();
            json.WriteString("type", "text");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What a call gave: a reward, or null where there was nothing to score by. The episode is over in both cases.</summary>
    internal static void WriteOutput(Utf8JsonWriter json, Submission submission)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", true);
        json.WriteStartObject("output");
        json.WriteStartArray("blocks");
        json.WriteStartObject();
        json.WriteString("text", submission.Text);
        json.WriteNull("detail");
        json.WriteString("type", "text");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WritePropertyName("metadata");
        submission.WriteDetail(json);
        if (submission.Reward is { } reward)
            json.WriteNumber("reward", reward);
        else
            json.WriteNull("reward");
        json.WriteBoolean("finished", true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A call that the policy got wrong, for the policy to read: no such tool, no such argument, an episode that is over.</summary>
    internal static void WriteRefusal(Utf8JsonWriter json, string reason)
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", false);
        json.WriteString("error", reason);
        json.WriteEndObject();
    }

    internal static void WriteError(Utf8JsonWriter json, RequestError error)
    {
        json.WriteStartObject();
        json.WriteString("detail", error.Message);
        json.WriteEndObject();
    }
}
