namespace Rlar.Grpo.Rollouts;

/// <summary>How completions are drawn.</summary>
public sealed record RolloutOptions
{
    /// <summary>Tokens of a completion at most, the end token included. Default 256.</summary>
    public int MaxTokens { get; init; } = 256;

    /// <summary>Default 1: the policy's own distribution. 0: always the likeliest token, the lowest id of equals.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>
    /// Only the k likeliest tokens, or 0 (default): all. Narrows what is drawn, not the log-probabilities, which are the policy's own at temperature 1.
    /// </summary>
    public int TopK { get; init; }

    /// <summary>Only the likeliest tokens whose probabilities reach p, between 0 and 1. Default 1: all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Only tokens at least p times as likely as the likeliest, between 0 and 1. Default 0: all.</summary>
    public double MinP { get; init; }

    /// <summary>Texts that end a completion; the text is cut before the first of them, the tokens that made it stay.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];
}
