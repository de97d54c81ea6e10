using Rlar.Agents.Drafts;

namespace Rlar.Agents.Critique;

/// <summary>Reviews written verifiers before the gate.</summary>
public interface ICritic
{
    /// <summary>Reviews a draft by its text and its own probes; it is not run.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask<DraftCritique> ReviewAsync(ToolDraft draft, CancellationToken cancellationToken);
}
