using Microsoft.Extensions.AI;

namespace Rlar.Host.Drafting;

/// <summary>The authors that a command line can name.</summary>
internal static class DraftAuthors
{
    /// <summary>An author.</summary>
    /// <param name="name">"template" or "script".</param>
    /// <param name="client">The model that a script is asked of, with its name; null where none was given.</param>
    /// <param name="makers">What drafts are tried with.</param>
    /// <exception cref="HostException">There is none of that name, or it has no model.</exception>
    internal static IDraftAuthor Named(string name, (IChatClient Client, string Name)? client, DraftMakers makers) => (name, client) switch
    {
        ("template", _) => new TemplateDrafts(),
        ("script", { } model) => new ScriptDrafts(model.Client, model.Name, makers),
        ("script", null) => throw new HostException("--author script needs a model to write it: --model http://127.0.0.1:PORT/v1#NAME."),
        _ => throw new HostException($"--author {name}: there is no such author; template and script are."),
    };
}
