namespace Rlar.Agents.Classification;

/// <summary>
/// Classifies by rules over the cues and the surface of a prompt: the first that fires names the task, with the share of prompts on which it is right.
/// It needs no fit, says exactly what it went by, and abstains where no rule fires.
/// </summary>
public sealed class RuleClassifier : IPromptClassifier
{
    /// <inheritdoc/>
    public ValueTask<PromptClassification> ClassifyAsync(IReadOnlyList<Message> prompt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var signs = new PromptSigns(PromptText.Of(prompt));
        var rule = PromptRule.All.FirstOrDefault(rule => rule.Fires(signs));
        return ValueTask.FromResult(rule is null
            ? PromptClassification.Abstention("no rule fires")
            : new PromptClassification(rule.Task, LabelSpread.Of(rule.Task, rule.Confidence), rule.Confidence, $"rule: {rule.Name}"));
    }
}
