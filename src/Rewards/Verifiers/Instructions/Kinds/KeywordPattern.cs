using System.Buffers;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>
/// A keyword of a row, which is a Python regular expression. Most are plain words, and those are looked for as text; the rest run without
/// backtracking where the pattern allows it, and under a time limit anyway.
/// </summary>
internal sealed class KeywordPattern
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);
    private static readonly SearchValues<char> s_meta = SearchValues.Create(".^$*+?{}[]\\|()");
    private readonly Regex? _regex;
    private readonly string _literal;
    private readonly bool _isWholeWord;
    private readonly StringComparison _comparison;

    /// <summary>Reads a pattern.</summary>
    /// <param name="arguments">Where it comes from, for the message.</param>
    /// <param name="field">Its field.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="isWholeWord">Whether \b stands on both sides of it. As in the original it binds to the first and last alternative only.</param>
    /// <param name="ignoresCase">Whether case is ignored.</param>
    /// <exception cref="InstructionException">It is no regular expression.</exception>
    internal KeywordPattern(InstructionArguments arguments, string field, string pattern, bool isWholeWord = false, bool ignoresCase = true)
    {
        _literal = pattern;
        _isWholeWord = isWholeWord;
        _comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (!pattern.AsSpan().ContainsAny(s_meta))
            return;
        var options = RegexOptions.CultureInvariant | (ignoresCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        _regex = Compile(PythonPattern.Translate(isWholeWord ? $@"\b{pattern}\b" : pattern), options)
            ?? throw arguments.Wrong(field, $"regular expressions, which {Verdict.Quote(pattern)} is not; escape it");
    }

    /// <summary>The number of groups that the pattern captures.</summary>
    internal int Groups => _regex is null ? 0 : _regex.GetGroupNumbers().Length - 1;

    /// <summary>Whether re.search finds it.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took too long.</exception>
    internal bool Occurs(string text) => _regex is null ? Next(text, 0) >= 0 : _regex.IsMatch(text);

    /// <summary>How often re.findall finds it.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took too long.</exception>
    internal int Count(string text)
    {
        var count = 0;
        if (_regex is null)
        {
            for (var at = Next(text, 0); at >= 0; at = Next(text, at + _literal.Length))
                count++;
            return count;
        }

        var start = Stopwatch.GetTimestamp();
        for (var match = _regex.Match(text); match.Success; match = match.NextMatch())
        {
            // The engine's own limit is for one match.
            if ((++count & 255) == 0 && Stopwatch.GetElapsedTime(start) > s_limit)
                throw new RegexMatchTimeoutException(text[..Math.Min(40, text.Length)], _regex.ToString(), s_limit);
        }

        return count;
    }

    private int Next(string text, int from)
    {
        if (_literal.Length == 0)
            return from < text.Length || !_isWholeWord ? from : -1;
        while (from <= text.Length - _literal.Length)
        {
            var at = text.IndexOf(_literal, from, _comparison);
            if (at < 0 || !_isWholeWord)
                return at;
            if (PythonWords.IsBoundary(text, at) && PythonWords.IsBoundary(text, at + _literal.Length))
                return at;
            for (from = at + 1; from < text.Length && !PythonWords.IsBoundary(text, from);)
                from++;
        }

        return -1;
    }

    private static Regex? Compile(string pattern, RegexOptions options)
    {
        try
        {
            return BoundedRegex.Compile(pattern, options, s_limit, s_limit);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
