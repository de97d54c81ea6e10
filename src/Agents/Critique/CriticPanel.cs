using Rlar.Agents.Drafts;

namespace Rlar.Agents.Critique;

/// <summary>Several critics, asked in order until one refuses.</summary>
/// <param name="critics">The critics; the cheap ones first.</param>
public sealed class CriticPanel(IReadOnlyList<ICritic> critics) : ICritic
{
    /// <inheritdoc/>
    public async ValueTask<DraftCritique> ReviewAsync(ToolDraft draft, CancellationToken cancellationToken)
    {
        var findings = new List<CritiqueFinding>();
        foreach (var critic in critics)
        {
            var critique = await critic.ReviewAsync(draft, cancellationToken);
            findings.AddRange(critique.Findings);
            if (critique.Refusal is not null)
                break;
        }

        return new DraftCritique(findings);
    }
}
