using Rlar.Agents.Drafts;

namespace Rlar.Host.Drafting;

/// <summary>Writes a draft for a description.</summary>
internal interface IDraftAuthor
{
    /// <summary>Writes a draft.</summary>
    /// <param name="description">What an answer must do.</param>
    /// <param name="shown">Labelled answers that the author may see; the gate holds none of them against the draft.</param>
    /// <param name="task">The label of the task.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The draft, or null with the reason why there is none.</returns>
    Task<(ToolDraft? Draft, string Said)> WriteAsync(string description, IReadOnlyList<Probe> shown, string task, CancellationToken cancellationToken);
}
