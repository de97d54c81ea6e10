using Rlar.Agents.Authoring;
using Rlar.Agents.Drafts;

namespace Rlar.Host.Drafting;

/// <summary>Templates by rule: no model, no code.</summary>
internal sealed class TemplateDrafts : IAuthor
{
    /// <inheritdoc/>
    public string Name => "template-author";

    /// <inheritdoc/>
    public ValueTask<AuthorAnswer> WriteAsync(AuthorRequest request, CancellationToken cancellationToken)
    {
        if (request.Description.Length == 0)
            return ValueTask.FromResult(DraftAuthors.Undescribed);
        var authored = new TemplateAuthor().Author(request.Description, request.Probes, request.Task);
        return ValueTask.FromResult(new AuthorAnswer(authored.Draft, authored.Why));
    }
}
