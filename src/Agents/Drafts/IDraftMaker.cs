namespace Rlar.Agents.Drafts;

/// <summary>Makes tools of drafts of one form.</summary>
public interface IDraftMaker
{
    /// <summary>The form that it knows.</summary>
    DraftForm Form { get; }

    /// <summary>
    /// The definition of a draft's tool: its id is <see cref="ToolDraft.Id"/>, its version follows <see cref="ToolDraft.Hash"/>. What the tool runs on
    /// (a sandbox, a model) is started when the first completion is scored.
    /// </summary>
    /// <param name="draft">The draft, of this form.</param>
    /// <exception cref="DraftException">The content does not parse or compile, or does what is not allowed; every reason is in the message.</exception>
    ToolDefinition Define(ToolDraft draft);
}
