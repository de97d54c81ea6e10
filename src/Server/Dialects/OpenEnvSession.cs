using System.Globalization;
using System.Text.Json;
using Rlar.Server.Environments;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>One client's episodes, each a task and one answer to it.</summary>
/// <param name="environment">The environment.</param>
/// <param name="source">The dialect.</param>
/// <param name="rewards">Scores answers.</param>
internal sealed class OpenEnvSession(RowEnvironment environment, string source, IRewardService rewards)
{
    private const int LongestEpisode = 255;

    private EnvironmentTask? _task;
    private Submission? _result;
    private string? _episode;
    private int _steps;
    private int _resets;
    private int _next;

    /// <summary>Answers a message.</summary>
    /// <param name="message">The message, JSON.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    /// <returns>The answer; null where the message closes the session.</returns>
    internal async Task<ReadOnlyMemory<byte>?> AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(message);
        }
        catch (JsonException error)
        {
            return OpenEnvAnswers.Error("INVALID_JSON", $"Invalid JSON: {error.Message}");
        }

        using (document)
        {
            try
            {
                var root = new JsonField(document.RootElement, null);
                return root["type"].TextOrNull() switch
                {
                    "reset" => Reset(root["data"]),
                    "step" => await StepAsync(root["data"], cancellationToken),
                    "state" => OpenEnvAnswers.State(_episode, _steps, _task),
                    "mcp" => await CallAsync(root["data"], cancellationToken),
                    "close" => null,
                    var other => OpenEnvAnswers.Error("UNKNOWN_TYPE", $"Unknown message type: {other}"),
                };
            }
            catch (BadRequestException error)
            {
                return OpenEnvAnswers.Error("VALIDATION_ERROR", error.Message);
            }
            catch (BusyException error)
            {
                return OpenEnvAnswers.Error("CAPACITY_REACHED", error.Message);
            }
            catch (RlarException error)
            {
                return OpenEnvAnswers.Error("EXECUTION_ERROR", error.Message);
            }
        }
    }

    private ReadOnlyMemory<byte> Reset(JsonField data)
    {
        var split = data["split"].TextOrNull() ?? environment.Splits[0];
        var tasks = environment.Tasks(split) ?? throw new BadRequestException(
            "data.split", $"the environment '{environment.Name}' has no split '{split}'", $"It has {string.Join(", ", environment.Splits)}.");
        var episode = data["episode_id"].TextOrNull();
        if (episode?.Length > LongestEpisode)
            throw new BadRequestException("data.episode_id", $"it has more than {LongestEpisode} characters", "Send a shorter one.");
        _task = tasks[Place(data, tasks.Count)];
        _resets++;
        _episode = episode ?? string.Create(CultureInfo.InvariantCulture, $"{_task.Environment}-{_task.Split}-{_task.Index}-{_resets}");
        (_steps, _result) = (0, null);
        return OpenEnvAnswers.Reset(_task);
    }

    // A seed names a task, the same on every server with these rows; nothing does the next in order.
    private int Place(JsonField data, int count)
    {
        if (data["index"].WholeOrNull() is { } index)
        {
            return index >= 0 && index < count
                ? (int)index
                : throw new BadRequestException("data.index", $"there is no task {index}", $"Give one from 0 to {count - 1}.");
        }

        if (data["seed"].WholeOrNull() is { } seed)
            return (int)(Mixed((ulong)seed) % (ulong)count);
        var next = _next % count;
        _next = next + 1;
        return next;
    }

    // SplitMix64 (Steele, Lea, Flood 2014): neighbouring seeds are no neighbouring tasks.
    private static ulong Mixed(ulong seed)
    {
        seed += 0x9E3779B97F4A7C15;
        seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
        seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EB;
        return seed ^ (seed >> 31);
    }

    private async Task<ReadOnlyMemory<byte>> StepAsync(JsonField action, CancellationToken cancellationToken)
    {
        switch (action["type"].TextOrNull())
        {
            case "list_tools":
                return OpenEnvAnswers.Tools();
            case "call_tool" when action["tool_name"].Text() is var tool && tool != SubmitTool.Name:
                return OpenEnvAnswers.NoTool(tool);
            case "call_tool":
                await SubmitAsync(action["arguments"]["answer"], cancellationToken);
                return OpenEnvAnswers.Called(_result!);
            default:
                await SubmitAsync(action["answer"], cancellationToken);
                return OpenEnvAnswers.Step(_result!);
        }
    }

    // JSON-RPC in a message. What it calls is the same tool, and the reward is not told: the agent is asking, and not the trainer.
    private async Task<ReadOnlyMemory<byte>> CallAsync(JsonField request, CancellationToken cancellationToken)
    {
        var id = request["id"].Element;
        try
        {
            switch (request["method"].Text())
            {
                case "tools/list":
                    return OpenEnvAnswers.McpTools(id);
                case "tools/call" when request["params"]["name"].Text() is var tool && tool != SubmitTool.Name:
                    return OpenEnvAnswers.McpError(id, -32602, $"Tool not found: {tool}");
                case "tools/call":
                    await SubmitAsync(request["params"]["arguments"]["answer"], cancellationToken);
                    return OpenEnvAnswers.McpCalled(id);
                case var method:
                    return OpenEnvAnswers.McpError(id, -32601, $"Method not found: {method}");
            }
        }
        catch (BadRequestException error)
        {
            return OpenEnvAnswers.McpError(id, -32602, error.Message);
        }
        catch (RlarException error)
        {
            return OpenEnvAnswers.McpError(id, -32603, error.Message);
        }
    }

    private async Task SubmitAsync(JsonField answer, CancellationToken cancellationToken)
    {
        if (_task is null)
            throw new EnvironmentException("There is no episode: send reset first.");
        if (_result is not null)
            throw new EnvironmentException("The episode is over: send reset for another.");
        var submission = await Submission.ScoreAsync(rewards, _task, answer.Text(), source, cancellationToken);
        if (submission.Failure is { } failure)
            throw new EnvironmentException($"{failure.TrimEnd('.')}. Take the step again.");
        _steps++;
        _result = submission;
    }
}
