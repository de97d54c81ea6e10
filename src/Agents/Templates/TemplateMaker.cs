using Rlar.Agents.Drafts;

namespace Rlar.Agents.Templates;

/// <summary>
/// Makes tools of template expressions: 1 where the answer after thinking meets the expression, else 0. In process, no code is written; microseconds a
/// completion. An empty completion, or one whose thinking never ends, is wrong.
/// </summary>
public sealed class TemplateMaker : IDraftMaker
{
    /// <inheritdoc/>
    public DraftForm Form => DraftForm.Template;

    /// <inheritdoc/>
    public ToolDefinition Define(ToolDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Form != DraftForm.Template)
            throw new DraftException($"{draft.Id}: a draft of form {draft.Form} is no template.");
        var expression = Read(draft);
        if (draft.Range != ValueRange.Unit)
            throw new DraftException($"{draft.Id}: a template gives 0 or 1; leave the range at 0..1.");
        var card = new ToolCard
        {
            Id = draft.Id,
            Kind = expression.Needs.HasFlag(DraftNeeds.Reference) ? ToolKind.Verifier : ToolKind.Format,
            Description = $"1 where the answer meets: {draft.Description} It sees nothing else of the answer.",
            Requires = (draft with { Needs = draft.Needs | expression.Needs }).Requires,
            Provenance = draft.Provenance.Agent,
        };
        return new ToolDefinition(card, Revision: 1, [], (made, _) => new TemplateTool(made, expression))
        {
            Facts = [new ToolFact("draft", () => draft.Hash)],
        };
    }

    private static TemplateExpression Read(ToolDraft draft)
    {
        try
        {
            return TemplateExpression.Parse(draft.Content);
        }
        catch (TemplateException error)
        {
            throw new DraftException($"{draft.Id}: {error.Message}", error);
        }
    }

    private sealed class TemplateTool(ToolCard card, TemplateExpression expression) : CompletionTool(card)
    {
        protected override RewardOutcome Score(Query query, Completion completion)
        {
            var answer = ThinkingSection.Answer(completion.Text) ?? "";
            var isMet = expression.IsMetBy(answer, query.References, query.Question);
            return new RewardOutcome.Scored(isMet ? 1 : 0) { Reason = isMet ? null : TemplateReport.Missed(expression, answer, query) };
        }
    }
}
