using Rlar.Agents.Drafts;

namespace Rlar.Host.Drafting;

/// <summary>The authors that a walk over a data set asks, the cheap ones first.</summary>
internal static class EvolutionAuthors
{
    /// <summary>All that need no model.</summary>
    internal static IReadOnlyList<IAuthor> All { get; } = [];
}
