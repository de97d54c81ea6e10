namespace Rlar.Agents.Drafts;

/// <summary>An agent that writes or finds a tool for a description. What it brings is a draft: the gate decides.</summary>
public interface IAuthor
{
    /// <summary>Its name in provenance and reports, for example "template-author".</summary>
    string Name { get; }

    /// <summary>Writes a draft, or says why it does not.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The draft, or the reason why there is none; what a model gets wrong is a refusal, not an exception.</returns>
    ValueTask<AuthorAnswer> WriteAsync(AuthorRequest request, CancellationToken cancellationToken);
}
