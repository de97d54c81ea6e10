namespace Rlar.Rewards.Judges;

/// <summary>Gives verdicts on prompts: by probabilities, or by what a model writes.</summary>
internal interface IVerdicts
{
    /// <summary>Asks about prompts.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="allowed">The allowed verdicts, none empty.</param>
    /// <param name="asked">What stands in the places of each prompt.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>For each prompt, in order, a verdict, or why there is none.</returns>
    Task<(JudgeVerdict? Verdict, RewardOutcome? Instead)[]> AskAsync(
        JudgePrompt prompt,
        IReadOnlyList<string> allowed,
        IReadOnlyList<IReadOnlyDictionary<string, string>> asked,
        CancellationToken cancellationToken);
}
