namespace Rlar.Rewards.Judges;

/// <summary>The verdicts of one look at a group, with what went wrong in it.</summary>
internal abstract class WatchedVerdicts : IVerdicts
{
    /// <summary>The outcomes that stand for prompts on which the judge gave no verdict though it was there: the prompt may be the reason.</summary>
    internal HashSet<RewardOutcome> WithoutVerdict { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a question could not be asked, which no prompt decides.</summary>
    internal bool HasFailures { get; private protected set; }

    /// <inheritdoc/>
    public abstract Task<(JudgeVerdict? Verdict, RewardOutcome? Instead)[]> AskAsync(
        JudgePrompt prompt,
        IReadOnlyList<string> allowed,
        IReadOnlyList<IReadOnlyDictionary<string, string>> asked,
        CancellationToken cancellationToken);

    /// <summary>The outcome of a prompt without a verdict.</summary>
    private protected RewardOutcome Without(RewardOutcome outcome)
    {
        lock (WithoutVerdict)
            WithoutVerdict.Add(outcome);
        return outcome;
    }
}
