using System.Globalization;
using System.Text.Json;
using Rlar.Server.Environments;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>A client's way through one task. The first answer that is scored is the only one: a policy must not try until one is right.</summary>
internal sealed class OrsSession : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationToken _end;
    private readonly string _id;
    private readonly Func<string, CancellationToken, Task<Submission>> _score;
    private OrsCall? _last;
    private int _calls;

    /// <summary>Opens a session.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="task">The task.</param>
    /// <param name="score">Scores an answer.</param>
    internal OrsSession(string id, EnvironmentTask task, Func<string, CancellationToken, Task<Submission>> score) =>
        (_id, Task, _score, _end) = (id, task, score, _ended.Token);

    /// <summary>The task.</summary>
    public EnvironmentTask Task { get; }

    /// <summary>When it was last heard of, in ticks of the server's clock.</summary>
    public long Seen { get; set; }

    /// <summary>Calls a tool, or comes back for the call that is under way.</summary>
    /// <param name="tool">The tool's name.</param>
    /// <param name="input">Its arguments.</param>
    /// <param name="callId">The call to come back for; null for a new one.</param>
    /// <exception cref="BadRequestException">There is no such call.</exception>
    public OrsCall Call(string tool, JsonField input, string? callId)
    {
        lock (_lock)
        {
            if (callId is not null)
                return _last?.Id == callId ? _last : throw new BadRequestException("task_id", $"there is no call '{callId}'", "Leave it out to make a call.");
            if (tool != SubmitTool.Name)
                return Refuse($"'{tool}' is not a valid tool: there is {SubmitTool.Name} alone");
            if (input.Kind != JsonValueKind.Object || !input.Element.TryGetProperty("answer", out var given) || given.ValueKind != JsonValueKind.String)
                return Refuse("Tool input validation error: submit takes {\"answer\": \"…\"}");
            var answer = input["answer"].Text();
            if (_last is { IsVoid: false } last)
                return last.Answer == answer ? last : Refuse("an answer has been submitted, and the episode is over");
            return _last = new OrsCall(NextId(), answer, _score(answer, _end));
        }
    }

    /// <summary>Stops what is under way.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private OrsCall Refuse(string reason) => new(NextId(), null, null, reason);

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{_id}.{++_calls}");
}
