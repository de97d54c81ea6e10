namespace Rlar.Agents.Classification;

/// <summary>Says which task a prompt sets, from the prompt alone.</summary>
public interface IPromptClassifier
{
    /// <summary>Classifies a prompt. The same prompt has the same answer; the prompt is data and can steer nothing but its own label.</summary>
    /// <param name="prompt">The messages, at least one; a system message and the tools described in it count.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The label, or an abstention that says why.</returns>
    /// <exception cref="ArgumentException">There is no message.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<PromptClassification> ClassifyAsync(IReadOnlyList<Message> prompt, CancellationToken cancellationToken);
}
