using System.Text.RegularExpressions;

namespace Rlar.Rewards.Reading.Patterns;

/// <summary>
/// Compiles a pattern that somebody else wrote, so that no text can make it slow: without backtracking where .NET can, else under a time limit.
/// </summary>
internal static class BoundedRegex
{
    /// <summary>Compiles.</summary>
    /// <param name="pattern">The pattern, as .NET reads it.</param>
    /// <param name="options">How it matches.</param>
    /// <param name="backtrackingLimit">How long one match may take where it has to backtrack.</param>
    /// <param name="linearLimit">How long where it does not; null for no limit.</param>
    /// <exception cref="ArgumentException">It is no pattern.</exception>
    internal static Regex Compile(string pattern, RegexOptions options, TimeSpan backtrackingLimit, TimeSpan? linearLimit = null)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, linearLimit ?? Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-around, back-references, atomic groups, or counts too great for the automaton.
            return new Regex(pattern, options, backtrackingLimit);
        }
    }
}
