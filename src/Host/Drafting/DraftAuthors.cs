namespace Rlar.Host.Drafting;

/// <summary>The authors that a command line can name.</summary>
internal static class DraftAuthors
{
    /// <summary>An author.</summary>
    /// <exception cref="HostException">There is none of that name.</exception>
    internal static IDraftAuthor Named(string name) => name switch
    {
        _ => throw new HostException($"--author {name}: there is no such author."),
    };
}
