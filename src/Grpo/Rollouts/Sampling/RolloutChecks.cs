namespace Rlar.Grpo.Rollouts.Sampling;

/// <summary>What engines ask of requests before they start: wrong options would show only in what is drawn.</summary>
internal static class RolloutChecks
{
    private const int MostStops = 64;

    /// <summary>Does nothing where all completions can be drawn.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="options">How to draw.</param>
    /// <param name="vocabulary">Tokens of the policy.</param>
    /// <param name="context">Tokens that a prompt and its completion may have together.</param>
    /// <exception cref="TrainingException">An option out of its range, or a prompt that is empty, leaves no room or has a token that is none.</exception>
    internal static void Check(IReadOnlyList<RolloutRequest> requests, RolloutOptions options, int vocabulary, int context)
    {
        if (options.MaxTokens < 1)
            throw Wrong(nameof(options.MaxTokens), options.MaxTokens, "at least 1");
        if (!(options.Temperature is >= 0 and <= 100))
            throw Wrong(nameof(options.Temperature), options.Temperature, "between 0 and 100");
        if (options.TopK < 0)
            throw Wrong(nameof(options.TopK), options.TopK, "0 (all tokens) or more");
        if (!(options.TopP is > 0 and <= 1))
            throw Wrong(nameof(options.TopP), options.TopP, "above 0 and at most 1");
        if (!(options.MinP is >= 0 and <= 1))
            throw Wrong(nameof(options.MinP), options.MinP, "between 0 and 1");
        if (options.Stop.Count > MostStops || options.Stop.Any(string.IsNullOrEmpty))
            throw new TrainingException($"There are {options.Stop.Count} stop texts; up to {MostStops} are possible, and none may be empty.");
        for (var index = 0; index < requests.Count; index++)
        {
            var prompt = requests[index].Prompt;
            if (prompt.Length == 0)
                throw new TrainingException($"Prompt {index} has no token; it needs at least one.");
            if (prompt.Length >= context)
                throw new TrainingException(
                    $"Prompt {index} has {prompt.Length} tokens, and the policy's context {context}: there is no room for a completion. Leave the row out.");
            if (Array.FindIndex(prompt, token => (uint)token >= (uint)vocabulary) is >= 0 and var at)
                throw new TrainingException(
                    $"Prompt {index} has the token {prompt[at]} at {at}, and the policy has {vocabulary}: it was written for another model.");
        }
    }

    private static TrainingException Wrong(string name, IFormattable value, string range) =>
        new(FormattableString.Invariant($"The rollout option {name} is {value}; it must be {range}."));
}
