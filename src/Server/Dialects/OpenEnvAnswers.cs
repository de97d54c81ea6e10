using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rlar.Server.Environments;

namespace Rlar.Server.Dialects;

/// <summary>The answers of <see cref="OpenEnvDialect"/>, one message each.</summary>
internal static class OpenEnvAnswers
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The task at the beginning of an episode.</summary>
    internal static ReadOnlyMemory<byte> Reset(EnvironmentTask task) => Observation(null, false, task.Write);

    /// <summary>What became of an answer.</summary>
    internal static ReadOnlyMemory<byte> Step(Submission result) => Observation(result.Reward, true, result.WriteDetail);

    /// <summary>What became of an answer that was submitted as a call.</summary>
    internal static ReadOnlyMemory<byte> Called(Submission result) => Observation(result.Reward, true, json =>
    {
        json.WriteStartObject();
        json.WriteString("tool_name", SubmitTool.Name);
        json.WritePropertyName("result");
        result.WriteDetail(json);
        json.WriteNull("error");
        json.WriteEndObject();
    });

    /// <summary>A call of a tool that there is not: the policy's own mistake, which it may read and mend.</summary>
    internal static ReadOnlyMemory<byte> NoTool(string tool) => Observation(null, false, json =>
    {
        json.WriteStartObject();
        json.WriteString("tool_name", tool);
        json.WriteNull("result");
        json.WriteStartObject("error");
        json.WriteString("error_type", "tool_not_found");
        json.WriteString("message", $"'{tool}' is not a valid tool: there is {SubmitTool.Name} alone");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>The tools.</summary>
    internal static ReadOnlyMemory<byte> Tools() => Observation(null, false, WriteTools);

    /// <summary>How far an episode is.</summary>
    internal static ReadOnlyMemory<byte> State(string? episode, int steps, EnvironmentTask? task) => Message("state", json =>
    {
        json.WriteStartObject();
        json.WriteString("episode_id", episode);
        json.WriteNumber("step_count", steps);
        if (task is not null)
        {
            json.WriteString("environment", task.Environment);
            json.WriteString("split", task.Split);
            json.WriteNumber("index", task.Index);
        }

        json.WriteEndObject();
    });

    /// <summary>An error.</summary>
    /// <param name="code">One of the protocol's (<c>WSErrorCode</c>).</param>
    /// <param name="message">What is wrong, for a person.</param>
    internal static ReadOnlyMemory<byte> Error(string code, string message) => Message("error", json =>
    {
        json.WriteStartObject();
        json.WriteString("message", message);
        json.WriteString("code", code);
        json.WriteEndObject();
    });

    /// <summary>There is no place for another session.</summary>
    /// <param name="most">How many there are.</param>
    internal static ReadOnlyMemory<byte> Full(int most) => Message("error", json =>
    {
        json.WriteStartObject();
        json.WriteString("message", $"There are {most} sessions. Connect again later.");
        json.WriteString("code", "CAPACITY_REACHED");
        json.WriteNumber("active_sessions", most);
        json.WriteNumber("max_sessions", most);
        json.WriteEndObject();
    });

    /// <summary>The tools, for a request of the Model Context Protocol.</summary>
    internal static ReadOnlyMemory<byte> McpTools(JsonElement id) => Rpc(id, "result", WriteTools);

    /// <summary>That an answer was submitted.</summary>
    internal static ReadOnlyMemory<byte> McpCalled(JsonElement id) => Rpc(id, "result", json =>
    {
        json.WriteStartObject();
        json.WriteString("data", "Submitted.");
        json.WriteEndObject();
    });

    /// <summary>An error of JSON-RPC.</summary>
    internal static ReadOnlyMemory<byte> McpError(JsonElement id, int code, string message) => Rpc(id, "error", json =>
    {
        json.WriteStartObject();
        json.WriteNumber("code", code);
        json.WriteString("message", message);
        json.WriteNull("data");
        json.WriteEndObject();
    });

    private static void WriteTools(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("tools");
        SubmitTool.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Observation(double? reward, bool isDone, Action<Utf8JsonWriter> write) => Message("observation", json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("observation");
        write(json);
        if (reward is { } value)
            json.WriteNumber("reward", value);
        else
            json.WriteNull("reward");
        json.WriteBoolean("done", isDone);
        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Rpc(JsonElement id, string member, Action<Utf8JsonWriter> write) => Message("mcp", json =>
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc", "2.0");
        json.WritePropertyName("id");
        if (id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            id.WriteTo(json);
        else
            json.WriteNullValue();
        json.WritePropertyName(member);
        write(json);
        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Message(string type, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, s_options))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WritePropertyName("data");
            write(json);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }
}
