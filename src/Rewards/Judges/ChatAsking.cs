using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Rlar.Inference;
using Rlar.Inference.Templates;

namespace Rlar.Rewards.Judges;

/// <summary>Asks a chat model for a verdict: at temperature 0 under a response format, at most twice, so many at a time.</summary>
/// <param name="client">The model.</param>
/// <param name="places">Taken by each request while it is under way.</param>
/// <param name="name">What the model is called in messages.</param>
/// <param name="mostTokens">The most tokens of a reply.</param>
/// <param name="reason">The mode, where the model writes reasons; null where it does not.</param>
internal sealed class ChatAsking(IChatClient client, SemaphoreSlim places, string name, int mostTokens, ReasonJudge? reason)
{
    private const int MostQuoted = 200;
    private const string Again = "\n\nWrite the JSON object alone, with nothing before or after it.";

    /// <summary>The model's verdict on a prompt.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal async Task<ChatVerdict> AskAsync(IReadOnlyList<ChatTurn> turns, IReadOnlyList<string> allowed, CancellationToken cancellationToken)
    {
        var reply = reason?.Reply ?? new JudgeReply([.. allowed], isNumber: allowed[0] == "1");
        using var schema = JsonDocument.Parse(reply.Schema);
        var options = new ChatOptions
        {
            Temperature = (float)(reason?.Temperature ?? 0),
            Seed = reason?.Seed ?? 0,
            MaxOutputTokens = mostTokens,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement, "verdict"),
        };
        var messages = turns.Select(turn => new ChatMessage(turn.Role == TurnRole.System ? ChatRole.System : ChatRole.User, turn.Content)).ToList();
        await places.WaitAsync(cancellationToken);
        try
        {
            var response = await client.GetResponseAsync(messages, options, cancellationToken);
            if (Read(reply, response) is { } verdict)
                return new ChatVerdict(verdict, null, null);
            messages[^1] = new ChatMessage(ChatRole.User, messages[^1].Text + Again);
            response = await client.GetResponseAsync(messages, options, cancellationToken);
            return Read(reply, response) is { } second
                ? new ChatVerdict(second, null, null)
                : new ChatVerdict(null, NoVerdict(response), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (InferenceException error)
        {
            var failed = new RewardOutcome.Failed("model", error.Message);
            return IsAboutThePrompt(error) ? new ChatVerdict(null, failed, null) : new ChatVerdict(null, null, failed);
        }
#pragma warning disable CA1031 // The boundary: somebody's own client may throw anything, and it costs this question and no other.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var failed = new RewardOutcome.Failed("model", $"{name}: its chat client threw {error.GetType().Name}: {error.Message}");
            return IsAboutThePrompt(error) ? new ChatVerdict(null, failed, null) : new ChatVerdict(null, null, failed);
        }
        finally
        {
            places.Release();
        }
    }

    // Too long, forbidden by a filter: the server is there and would have answered another prompt.
    private static bool IsAboutThePrompt(Exception error) =>
        (error as HttpRequestException ?? error.InnerException as HttpRequestException)?.StatusCode is
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity;

    // Reasons may quote a tag of thinking: what is a verdict as it stands has no thinking before it.
    private static JudgeVerdict? Read(JudgeReply reply, ChatResponse response)
    {
        var tokens = (int?)response.Usage?.OutputTokenCount;
        return reply.Read(response.Text, tokens) ?? (ThinkingSection.Answer(response.Text) is { } text ? reply.Read(text, tokens) : null);
    }

    private RewardOutcome.Failed NoVerdict(ChatResponse response)
    {
        var text = response.Text;
        if (text.Length > MostQuoted)
            text = text[..(char.IsHighSurrogate(text[MostQuoted - 1]) ? MostQuoted - 1 : MostQuoted)] + "…";
        return new RewardOutcome.Failed(
            "model",
            response.FinishReason == ChatFinishReason.Length
                ? $"{name} came to no verdict within {mostTokens} tokens; raise max-tokens"
                : $"{name} wrote no verdict of the form that it was asked for, twice: '{text}'. Take a server that follows response_format, or another model");
    }
}
