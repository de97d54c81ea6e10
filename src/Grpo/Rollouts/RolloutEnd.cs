namespace Rlar.Grpo.Rollouts;

/// <summary>Why a completion ended.</summary>
public enum RolloutEnd
{
    /// <summary>The policy drew an end token, which is the last of its tokens.</summary>
    EndToken,

    /// <summary>A stop text came.</summary>
    StopText,

    /// <summary>It was cut off at <see cref="RolloutOptions.MaxTokens"/> or at the context's end: truncated.</summary>
    Length,
}
