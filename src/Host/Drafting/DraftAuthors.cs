using Microsoft.Extensions.AI;
using Rlar.Agents.Drafts;

namespace Rlar.Host.Drafting;

/// <summary>The authors that a command line can name.</summary>
internal static class DraftAuthors
{
    /// <summary>What an author says where nobody said what an answer must do.</summary>
    internal static AuthorAnswer Undescribed { get; } =
        new(null, "The rows do not say what an answer must do (metadata.description, or a system message).");

    /// <summary>An author.</summary>
    /// <param name="name">"template" or "script".</param>
    /// <param name="client">The model that a script is asked of, with its name; null where none was given.</param>
    /// <param name="makers">What drafts are tried with.</param>
    /// <exception cref="HostException">There is none of that name, or it has no model.</exception>
    internal static IAuthor Named(string name, (IChatClient Client, string Name)? client, DraftMakers makers) => (name, client) switch
    {
        ("template", _) => new TemplateDrafts(),
        ("script", { } model) => new ScriptDrafts(model.Client, model.Name, makers),
        ("script", null) => throw new HostException("--author script needs a model to write it: --model http://127.0.0.1:PORT/v1#NAME."),
        _ => throw new HostException($"--author {name}: there is no such author; template and script are."),
    };

    /// <summary>The authors that a walk over a data set asks, the cheap ones first: templates by rule, and scripts where a model was given to write them.</summary>
    /// <param name="client">The model, with its name; null for none.</param>
    /// <param name="makers">What drafts are tried with.</param>
    internal static IReadOnlyList<IAuthor> All((IChatClient Client, string Name)? client, DraftMakers makers) =>
        client is null ? [Named("template", null, makers)] : [Named("template", null, makers), Named("script", client, makers)];
}
