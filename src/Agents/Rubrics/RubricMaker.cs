using Microsoft.Extensions.AI;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Rubrics;

/// <summary>Makes tools of rubrics. Templates decide in process; questions and adaptive criteria go to a chat model.</summary>
/// <param name="judge">The model, safe for several threads, not owned; null for none: a rubric that asks a question is refused then.</param>
public sealed class RubricMaker(IChatClient? judge = null) : IDraftMaker
{
    /// <inheritdoc/>
    public DraftForm Form => DraftForm.Rubric;

    /// <inheritdoc/>
    public ToolDefinition Define(ToolDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Form != DraftForm.Rubric)
            throw new DraftException($"{draft.Id}: a draft of form {draft.Form} is no rubric.");
        if (draft.Range != ValueRange.Unit)
            throw new DraftException($"{draft.Id}: a rubric gives 0 to 1; leave the range at 0..1.");
        var rubric = Read(draft);

        // Adaptive criteria are an addition: without a model there are none. A question without a model has no answer.
        if (judge is null && rubric.Criteria.Any(criterion => criterion.Question is not null))
            throw new DraftException(
                $"{draft.Id}: the rubric asks questions, and no model is there to answer them; give one, or bind each criterion to a check.");
        var asks = judge is not null && rubric.AsksJudge;
        var needs = rubric.Criteria.Aggregate(draft.Needs, (all, criterion) => all | (criterion.Check?.Needs ?? DraftNeeds.None));
        needs |= asks ? DraftNeeds.Prompt : DraftNeeds.None;
        var card = new ToolCard
        {
            Id = draft.Id,
            Kind = asks ? ToolKind.Judge : ToolKind.Verifier,
            Description = $"The weighted share of {rubric.Criteria.Count} criteria that the answer meets: {draft.Description}",
            Requires = (draft with { Needs = needs }).Requires,
            AsksModel = asks,
            Cost = asks ? ToolCost.Expensive : ToolCost.Trivial,
            LimitsItself = asks,
            ComparesSiblings = asks && rubric.Adaptive > 0,
            Provenance = draft.Provenance.Agent,
        };
        var model = judge?.GetService<ChatClientMetadata>();
        return new ToolDefinition(card, Revision: 1, [], (made, _) => new RubricTool(made, rubric, judge))
        {
            Facts =
            [
                new ToolFact("draft", () => draft.Hash),
                .. asks ? [new ToolFact("judge", () => $"{model?.ProviderUri?.AbsoluteUri} {model?.DefaultModelId}")] : (ToolFact[])[],
            ],
        };
    }

    private static Rubric Read(ToolDraft draft)
    {
        try
        {
            return Rubric.Parse(draft.Content);
        }
        catch (RubricException error)
        {
            throw new DraftException($"{draft.Id}: {error.Message}", error);
        }
    }
}
