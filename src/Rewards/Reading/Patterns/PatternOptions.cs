using System.Text.RegularExpressions;

namespace Rlar.Rewards.Reading.Patterns;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// How the patterns that read completions match, each inside a <see cref="LinearPattern"/>: completions come from a model that is rewarded for
/// what it writes, and a pattern that can be made slow will be.
/// </summary>
internal static class PatternOptions
{
    /// <summary>Capitals are other letters.</summary>
    internal const RegexOptions Exact = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Capitals are the same letters.</summary>
    internal const RegexOptions AnyCase = Exact | RegexOptions.IgnoreCase;
}
