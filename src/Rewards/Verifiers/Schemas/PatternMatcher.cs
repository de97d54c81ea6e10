using System.Diagnostics;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>
/// A pattern of a schema, matched in linear time where .NET can (no look-around, no back-reference); else by backtracking under a deadline.
/// </summary>
internal sealed class PatternMatcher
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMilliseconds(250);
    private readonly Regex _regex;

    private PatternMatcher(Regex regex) => _regex = regex;

    /// <summary>Whether a match costs time in proportion to the text.</summary>
    public bool IsLinear => _regex.Options.HasFlag(RegexOptions.NonBacktracking);

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ArgumentException">It is no pattern.</exception>
    public static PatternMatcher Of(string pattern) =>
        new(BoundedRegex.Compile(EcmaPattern.Translate(pattern), RegexOptions.CultureInvariant, s_deadline));

    /// <summary>Whether it occurs in the text; null where that could not be found out in time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spent">Time spent on patterns that backtrack so far, which this adds to.</param>
    public bool? IsMatch(string text, ref TimeSpan spent)
    {
        if (IsLinear)
            return _regex.IsMatch(text);
        var start = Stopwatch.GetTimestamp();
        try
        {
            return Once(text) ?? Once(text); // a machine that is busy with something else takes time, too
        }
        finally
        {
            spent += Stopwatch.GetElapsedTime(start);
        }
    }

    private bool? Once(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
