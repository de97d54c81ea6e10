using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlar.Agents.Drafts;
using Rlar.Agents.Scripts;

namespace Rlar.Agents.Authoring;

/// <summary>
/// Has a script written by a chat model: asks for code and cases of its own under a JSON schema, gives back what the compiler, the analyser and the cases say
/// against it, and
/// ends with a draft or a refusal. A draft is no tool yet: the gate decides. What the model writes runs in the sandbox alone.
/// </summary>
/// <param name="client">The model.</param>
/// <param name="model">Its name or address, for the record.</param>
/// <param name="maker">Compiles.</param>
/// <param name="workers">Run the cases.</param>
/// <param name="options">How; null for the defaults.</param>
public sealed class ScriptAuthor(IChatClient client, string model, ScriptMaker maker, ScriptWorkers workers, ScriptAuthorOptions? options = null)
{
    private const double Threshold = 0.5;
    private const int MostTold = 6;
    private const string Resource = "script-author.txt";

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ScriptAuthorOptions _options = options ?? new ScriptAuthorOptions();

    /// <summary>Has a script written.</summary>
    /// <param name="task">What for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="DraftException">The task's name is none.</exception>
    public async Task<ScriptAuthoring> AuthorAsync(ScriptTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        List<ChatMessage> messages = [new(ChatRole.System, Instructions()), new(ChatRole.User, Asked(task))];
        var refusal = "";
        for (var attempt = 0; attempt <= _options.Repairs; attempt++)
        {
            var (text, failure) = await AskAsync(messages, cancellationToken);
            if (failure is not null)
                return new ScriptAuthoring(null, failure, Transcript(messages));
            messages.Add(new ChatMessage(ChatRole.Assistant, text));
            var (draft, problem) = await TryAsync(task, text!, messages, cancellationToken);
            if (draft is not null)
                return new ScriptAuthoring(draft, null, Transcript(messages));
            refusal = problem!;
            messages.Add(new ChatMessage(
                ChatRole.User, $"The script is refused:\n{refusal}\nMend it, and reply with the whole JSON object again."));
        }

        return new ScriptAuthoring(null, $"after {_options.Repairs} repairs: {refusal}", Transcript(messages));
    }

    private async Task<(string? Text, string? Failure)> AskAsync(List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            using var schema = JsonDocument.Parse(ScriptReply.Schema);
            var response = await client.GetResponseAsync(
                messages,
                new ChatOptions
                {
                    Temperature = _options.Temperature,
                    Seed = _options.Seed,
                    MaxOutputTokens = _options.MostTokens,
                    ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement, "script"),
                },
                cancellationToken);
            return (response.Text, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The boundary: somebody's own client may throw anything, and it costs this draft and no other.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return (null, $"{model}: its chat client threw {error.GetType().Name}: {error.Message}");
        }
    }

    private async Task<(ToolDraft? Draft, string? Problem)> TryAsync(ScriptTask task, string text, List<ChatMessage> messages,
        CancellationToken cancellationToken)
    {
        var (reply, problem) = ScriptReply.Read(text);
        if (reply is null)
            return (null, problem);
        var compilation = maker.Compile(reply.Code);
        if (compilation.Script is not { } script)
            return (null, string.Join('\n', compilation.Diagnostics));
        if (ScriptWorkers.Missing() is { } missing)
            return (null, $"its cases cannot be run here: {missing}");
        Probe[] probes = [.. reply.Tests, .. task.Examples];
        var verdicts = await ScriptRepeats.RunAsync(workers, script, probes, _options.Limits, cancellationToken);
        var misses = probes.Select((probe, i) => Miss(probe, verdicts[i], isShown: i < reply.Tests.Count + task.Shown)).OfType<string>().ToArray();
        if (misses.Length > 0)
            return (null, string.Join('\n', misses.Take(MostTold)));
        var differences = await ScriptRepeats.DifferencesAsync(script, probes, _options.Limits, cancellationToken);
        return differences.Count == 0
            ? (Draft(task, reply, messages), null)
            : (null, "the same call gives different values:\n" + string.Join('\n', differences.Take(MostTold)));
    }

    // Of a case that the model is not shown, it learns no more than that there is one.
    private static string? Miss(Probe probe, IReadOnlyList<ScriptVerdict> verdicts, bool isShown)
    {
        var best = verdicts.All(verdict => verdict.Value is >= 0 and <= 1) ? verdicts.Max(verdict => verdict.Value) : null;
        if (best is { } value && value >= Threshold == probe.IsRight)
            return null;
        var wanted = probe.IsRight ? "right" : "wrong";
        return isShown
            ? $"the {wanted} answer {ScriptRepeats.Quoted(probe.Completion)} to {ScriptRepeats.Quoted(probe.Query.Question)} "
                + $"gave {ScriptRepeats.Said(verdicts)}"
            : $"an answer that is {wanted} and that you were not shown is judged otherwise";
    }

    private ToolDraft Draft(ScriptTask task, ScriptReply reply, List<ChatMessage> messages)
    {
        // All but the reply that is the draft.
        var shown = string.Join('\n', messages.SkipLast(1).Select(message => $"{message.Role}: {message.Text}"));
        var examples = JsonSerializer.Serialize(task.Examples.Select(Row), s_plain);
        return new ToolDraft
        {
            Name = task.Name,
            Task = task.Task,
            Description = task.Description,
            Form = DraftForm.Script,
            Content = reply.Code,
            Needs = reply.NeedsReference ? DraftNeeds.Reference | DraftNeeds.Prompt : DraftNeeds.Prompt,
            Probes = reply.Tests,
            Provenance = new Provenance("script-author", model, Hash(shown), task.Examples.Count == 0 ? [] : [$"examples sha256:{Hash(examples)}"]),
        };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Asked(ScriptTask task)
    {
        var asked = new Dictionary<string, object> { ["task"] = task.Description, ["examples"] = task.Examples.Take(task.Shown).Select(Row) };
        if (task.Faults.Count > 0)
            asked["faults_of_earlier_verifiers"] = task.Faults;
        return "The task, as data:\n" + JsonSerializer.Serialize(asked, s_plain);
    }

    private static Dictionary<string, object> Row(Probe probe) => new()
    {
        ["prompt"] = probe.Query.Question,
        ["completion"] = probe.Completion,
        ["references"] = probe.Query.References,
        ["right"] = probe.IsRight,
    };

    private static List<AuthorTurn> Transcript(IEnumerable<ChatMessage> messages) => [.. messages.Select(message =>
        new AuthorTurn(message.Role.Value, message.Text))];

    private static string Instructions()
    {
        using var stream = typeof(ScriptAuthor).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
