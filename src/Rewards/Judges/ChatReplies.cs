using Rlar.Inference.Templates;

namespace Rlar.Rewards.Judges;

/// <summary>What a chat model said about the prompts of one group, each asked once.</summary>
/// <param name="asking">Who is asked.</param>
internal sealed class ChatReplies(ChatAsking asking)
{
    private readonly Dictionary<string, Task<ChatVerdict>> _known = new(StringComparer.Ordinal);

    /// <summary>The model's verdict on a prompt.</summary>
    internal Task<ChatVerdict> OfAsync(IReadOnlyList<ChatTurn> turns, IReadOnlyList<string> allowed, CancellationToken cancellationToken)
    {
        var key = string.Join('\u0001', turns.Select(turn => turn.Content));
        return _known.TryGetValue(key, out var known) ? known : _known[key] = asking.AskAsync(turns, allowed, cancellationToken);
    }
}

/// <summary>What came of one question to a chat model: one of the three.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="WithoutVerdict">Why the model gave none though it was there: the prompt may be the reason.</param>
/// <param name="Failure">Why it could not be asked, which no prompt decides.</param>
internal sealed record ChatVerdict(JudgeVerdict? Verdict, RewardOutcome.Failed? WithoutVerdict, RewardOutcome.Failed? Failure);

/// <summary>The verdicts of a chat model for one look at a group.</summary>
/// <param name="replies">What is known of the group.</param>
internal sealed class ChatVerdicts(ChatReplies replies) : WatchedVerdicts
{
    /// <inheritdoc/>
    public override async Task<(JudgeVerdict? Verdict, RewardOutcome? Instead)[]> AskAsync(
        JudgePrompt prompt,
        IReadOnlyList<string> allowed,
        IReadOnlyList<IReadOnlyDictionary<string, string>> asked,
        CancellationToken cancellationToken)
    {
        var written = prompt.AsJson();
        var found = await Task.WhenAll(asked.Select(values => replies.OfAsync(written.Render(values), allowed, cancellationToken)));
        HasFailures |= found.Any(verdict => verdict.Failure is not null);
        return [.. found.Select(verdict => (verdict.Verdict, verdict.WithoutVerdict is { } without ? Without(without) : verdict.Failure))];
    }
}
