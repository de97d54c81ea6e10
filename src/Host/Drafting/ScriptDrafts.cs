using Microsoft.Extensions.AI;
using Rlar.Agents.Authoring;
using Rlar.Agents.Drafts;

namespace Rlar.Host.Drafting;

/// <summary>Scripts by a chat model.</summary>
/// <param name="client">The model.</param>
/// <param name="model">Its name or address, for the record.</param>
/// <param name="makers">Compile and run what it writes.</param>
internal sealed class ScriptDrafts(IChatClient client, string model, DraftMakers makers) : IDraftAuthor
{
    /// <inheritdoc/>
    public async Task<(ToolDraft? Draft, string Said)> WriteAsync(
        string description, IReadOnlyList<Probe> shown, string task, CancellationToken cancellationToken)
    {
        var author = new ScriptAuthor(client, model, makers.Scripts, makers.Workers);
        var authored = await author.AuthorAsync(new ScriptTask(DraftReader.NameOf(description), task, description) { Examples = shown }, cancellationToken);
        return (authored.Draft, authored.Refusal ?? $"written by {model} in {authored.Transcript.Count(turn => turn.Role == "assistant")} replies");
    }
}
