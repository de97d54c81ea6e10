using Rlar.Agents.Authoring;
using Rlar.Agents.Drafts;

namespace Rlar.Host.Drafting;

/// <summary>Templates by rule: no model, no code.</summary>
internal sealed class TemplateDrafts : IDraftAuthor
{
    /// <inheritdoc/>
    public Task<(ToolDraft? Draft, string Said)> WriteAsync(string description, IReadOnlyList<Probe> shown, string task, CancellationToken cancellationToken)
    {
        var authored = new TemplateAuthor().Author(description, shown, task);
        return Task.FromResult((authored.Draft, authored.Why));
    }
}
