using Microsoft.Extensions.AI;
using Rlar.Agents.Authoring;
using Rlar.Agents.Drafts;

namespace Rlar.Host.Drafting;

/// <summary>Scripts by a chat model.</summary>
/// <param name="client">The model.</param>
/// <param name="model">Its name or address, for the record.</param>
/// <param name="makers">Compile and run what it writes.</param>
internal sealed class ScriptDrafts(IChatClient client, string model, DraftMakers makers) : IAuthor
{
    /// <inheritdoc/>
    public string Name => "script-author";

    /// <inheritdoc/>
    public async ValueTask<AuthorAnswer> WriteAsync(AuthorRequest request, CancellationToken cancellationToken)
    {
        if (request.Description.Length == 0)
            return DraftAuthors.Undescribed;
        var author = new ScriptAuthor(client, model, makers.Scripts, makers.Workers);
        var task = new ScriptTask(DraftReader.NameOf(request.Description), request.Task, request.Description)
        {
            Examples = request.Probes,
            Faults = request.Faults,
        };
        var authored = await author.AuthorAsync(task, cancellationToken);
        return new AuthorAnswer(
            authored.Draft, authored.Refusal ?? $"written by {model} in {authored.Transcript.Count(turn => turn.Role == "assistant")} replies");
    }
}
