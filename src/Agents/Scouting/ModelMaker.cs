using Rlar.Agents.Drafts;
using Rlar.Rewards;
using Rlar.Rewards.Models;

namespace Rlar.Agents.Scouting;

/// <summary>
/// Makes tools of references to reward models: the tool <c>rm/MODEL</c> over the referenced file, if its hash and those of the files beside it are the draft's.
/// A file that was changed is refused, not scored with.
/// </summary>
/// <param name="models">The models of this machine.</param>
public sealed class ModelMaker(LocalModels models) : IDraftMaker
{
    private readonly ToolRegistry _families = ModelFamilies.AddTo(new ToolRegistry(Array.Empty<ToolDefinition>()), models, []);

    /// <inheritdoc/>
    public DraftForm Form => DraftForm.Model;

    /// <inheritdoc/>
    public ToolDefinition Define(ToolDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Form != DraftForm.Model)
            throw new DraftException($"{draft.Id}: is a draft of the form {draft.Form}, and no reference to a model.");
        var reference = ModelReference.Parse(draft.Content);
        ToolDefinition inner;
        ToolCard card;
        try
        {
            Check(draft, reference);
            inner = _families.Find($"rm/{reference.Model}");
            card = inner.Create(reference.Settings).Card;
        }
        catch (RlarException error) when (error is ToolException or ScoutException)
        {
            throw new DraftException($"{draft.Id}: {error.Message}", error);
        }

        return new ToolDefinition(
            inner.Draft with
            {
                Id = draft.Id,
                Description = draft.Description,
                Requires = [.. card.Requires, .. draft.Requires],
                Range = card.Range,
                Provenance = $"{draft.Provenance.Agent}: {reference.From}",
            },
            inner.Revision,
            [],
            (own, _) => new ModelReferenceTool(own, inner.Create(reference.Settings)))
        {
            // The inner tool has its own way with thinking, which the settings say.
            ReadsThinking = true,
            Facts = [new ToolFact("draft", () => draft.Hash), .. inner.Facts],
        };
    }

    private void Check(ToolDraft draft, ModelReference reference)
    {
        var model = models.Find(reference.Model);
        if (model.Hash != reference.Sha256)
            throw new DraftException(
                $"{draft.Id}: the file of {reference.Model} has the SHA-256 {model.Hash}, and the draft was made from {reference.Sha256}. "
                + "Get that file again, or scout anew.");
        foreach (var (name, hash) in reference.Beside)
        {
            if (ModelReference.FileBeside(model.Files.Path, name) is not { } file)
                throw new DraftException($"{draft.Id}: {name} is missing beside {model.Files.Path}.");
            if (ModelReference.HashOf(file) is var found && found != hash)
                throw new DraftException($"{draft.Id}: {file} has the SHA-256 {found}, and the draft was made with {hash}. "
                    + "Get that file again, or scout anew.");
        }
    }
}
