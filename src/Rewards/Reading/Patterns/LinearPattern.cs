using System.Text.RegularExpressions;

namespace Rlar.Rewards.Reading.Patterns;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// A pattern for what a model wrote, which takes no more than linear time however the text was made: a short text is read by the code that was
/// generated for the pattern, which backtracks, and which no short text can make slow; a longer one by the engine that does not, and that takes
/// longer to build than a process to start. Both find the same.
/// </summary>
/// <param name="generated">The pattern as generated, without <see cref="RegexOptions.NonBacktracking"/>; its options do not ask for a culture.</param>
/// <param name="mostGenerated">The most characters that the generated code reads: over so few it takes a fraction of a millisecond, whatever the text.</param>
internal sealed class LinearPattern(Regex generated, int mostGenerated = 128)
{

    private readonly Lazy<Regex> _linear = new(() => new Regex(generated.ToString(), generated.Options | RegexOptions.NonBacktracking));

    internal Regex Generated { get; } = generated;

    internal Regex Automaton => _linear.Value;

    internal bool IsMatch(ReadOnlySpan<char> text) => For(text.Length).IsMatch(text);

    internal Match Match(string text, int start = 0) => For(text.Length).Match(text, start);

    /// <summary>The first match in a part of a text, whose ends are a text's ends.</summary>
    internal Match Match(string text, int start, int length) => For(length).Match(text, start, length);

    internal MatchCollection Matches(string text) => For(text.Length).Matches(text);

    internal Regex.ValueMatchEnumerator EnumerateMatches(ReadOnlySpan<char> text) => For(text.Length).EnumerateMatches(text);

    internal string Replace(string text, string replacement) => For(text.Length).Replace(text, replacement);

    private Regex For(int length) => length <= mostGenerated ? Generated : Automaton;
}
