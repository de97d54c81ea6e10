namespace Rlar.Grpo.Rollouts;

/// <summary>A completion that was drawn.</summary>
/// <param name="Index">Which request it answers.</param>
/// <param name="Tokens">[T] its tokens, the end token included.</param>
/// <param name="Logprobs">[T] log-probabilities that the sampler saw, at temperature 1 over the whole vocabulary.</param>
/// <param name="End">Why it ended.</param>
/// <param name="Text">Its text, without end token and stop text.</param>
public sealed record Rollout(int Index, int[] Tokens, float[] Logprobs, RolloutEnd End, string Text)
{
    /// <summary>Whether it was cut off.</summary>
    public bool IsTruncated => End == RolloutEnd.Length;
}
