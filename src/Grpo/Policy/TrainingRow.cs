namespace Rlar.Grpo.Policy;

/// <summary>One sequence that a policy is asked about: a prompt and the completion whose log-probabilities count.</summary>
/// <param name="Tokens">[T] prompt and completion; no token is added.</param>
/// <param name="PromptLength">Tokens of the prompt, at least 1: the first token of all has no log-probability.</param>
public readonly record struct TrainingRow(int[] Tokens, int PromptLength)
{
    /// <summary>Tokens of the completion.</summary>
    public int CompletionLength => Tokens.Length - PromptLength;

    /// <summary>Whether another row has the same prompt.</summary>
    internal bool SharesPromptWith(TrainingRow other) => PromptLength == other.PromptLength && Prompt.SequenceEqual(other.Prompt);

    /// <summary>The prompt's tokens.</summary>
    internal ReadOnlySpan<int> Prompt => Tokens.AsSpan(0, PromptLength);
}
