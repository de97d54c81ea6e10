using Microsoft.Extensions.AI;
using Rlar.Agents.Drafts;

namespace Rlar.Host.Drafting;

/// <summary>The authors that a walk over a data set asks, the cheap ones first.</summary>
internal static class EvolutionAuthors
{
    /// <summary>Templates by rule, and scripts where a model was given to write them.</summary>
    /// <param name="client">The model, with its name; null for none.</param>
    /// <param name="makers">What drafts are tried with.</param>
    internal static IReadOnlyList<IAuthor> All((IChatClient Client, string Name)? client, DraftMakers makers)
    {
        var authors = new List<IAuthor> { new Author("template-author", DraftAuthors.Named("template", null, makers)) };
        if (client is not null)
            authors.Add(new Author("script-author", DraftAuthors.Named("script", client, makers)));
        return authors;
    }

    private sealed class Author(string name, IDraftAuthor author) : IAuthor
    {
        public string Name => name;

        public async ValueTask<AuthorAnswer> WriteAsync(AuthorRequest request, CancellationToken cancellationToken)
        {
            if (request.Description.Length == 0)
                return new AuthorAnswer(null, "The rows do not say what an answer must do (metadata.description, or a system message).");
            var (draft, said) = await author.WriteAsync(request.Description, request.Probes, request.Task, cancellationToken);
            return new AuthorAnswer(draft, said);
        }
    }
}
