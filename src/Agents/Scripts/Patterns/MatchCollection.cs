namespace Rlar.Agents.Scripts.Patterns;

/// <summary>All matches in a text; as .NET's, but found at once.</summary>
/// <param name="items">The matches, in order.</param>
internal sealed class MatchCollection(IEnumerable<Match> items) : ReadOnlyItems<Match>(items);
