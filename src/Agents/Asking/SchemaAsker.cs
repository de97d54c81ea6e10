using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlar.Inference;

namespace Rlar.Agents.Asking;

/// <summary>
/// Asks a chat model for JSON under a schema, at temperature 0 and with a bound on tokens; an answer that does not read is sent back with the reason, so
/// many times. What the model was shown is hashed for the provenance.
/// </summary>
/// <param name="client">The model. Not owned.</param>
/// <param name="mostTokens">The most tokens of one answer.</param>
/// <param name="repairs">How often an answer that does not read is sent back.</param>
internal sealed class SchemaAsker(IChatClient client, int mostTokens, int repairs)
{
    private const int MostQuoted = 300;
    private readonly StringBuilder _shown = new();

    /// <summary>The model's name, for a provenance.</summary>
    internal string Name
    {
        get
        {
            var metadata = client.GetService<ChatClientMetadata>();
            return (metadata?.DefaultModelId ?? "a chat model") + (metadata?.ProviderUri is { } address ? $" at {address}" : "");
        }
    }

    /// <summary>The SHA-256 of all that the model was shown, 64 hexadecimal digits.</summary>
    internal string PromptHash => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(_shown.ToString())));

    /// <summary>One question.</summary>
    /// <param name="system">What the model is to do.</param>
    /// <param name="user">The question.</param>
    /// <param name="schema">The schema of its answer.</param>
    /// <param name="read">Reads the answer; throws <see cref="RlarException"/> with what is wrong for the model to mend.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was read, or null with the reason.</returns>
    internal async Task<(T? Value, string? Failure)> AskAsync<T>(
        string system, string user, JsonElement schema, Func<JsonElement, T> read, CancellationToken cancellationToken)
        where T : class
    {
        var messages = new List<ChatMessage> { new(ChatRole.System, system), new(ChatRole.User, user) };
        _shown.Append(system).Append('\n').Append(user).Append('\n');
        var options = new ChatOptions
        {
            Temperature = 0,
            Seed = 0,
            MaxOutputTokens = mostTokens,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "answer"),
        };
        var failure = "";
        for (var attempt = 0; attempt <= repairs; attempt++)
        {
            string text;
            try
            {
                text = (await client.GetResponseAsync(messages, options, cancellationToken)).Text;
            }
            catch (InferenceException error)
            {
                return (null, error.Message);
            }
#pragma warning disable CA1031 // The boundary: somebody's own client may throw anything.
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                return (null, $"the chat client threw {error.GetType().Name}: {error.Message}");
            }

            try
            {
                using var document = JsonDocument.Parse(ThinkingSection.Answer(text) ?? text);
                return (read(document.RootElement), null);
            }
            catch (Exception error) when (error is JsonException or RlarException)
            {
                failure = $"{error.Message} It wrote: '{(text.Length > MostQuoted ? text[..MostQuoted] + "…" : text)}'";
                messages.Add(new ChatMessage(ChatRole.Assistant, text.Length > MostQuoted ? text[..MostQuoted] : text));
                var again = $"That cannot be used: {error.Message} Write the JSON object alone.";
                messages.Add(new ChatMessage(ChatRole.User, again));
                _shown.Append(again).Append('\n');
            }
        }

        return (null, $"{Name} wrote nothing that could be used, {repairs + 1} times: {failure}");
    }
}
