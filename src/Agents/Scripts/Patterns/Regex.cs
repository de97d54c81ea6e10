using System.Globalization;
using System.Text;
using Rlar.Agents.Scripts.Running;

namespace Rlar.Agents.Scripts.Patterns;

/// <summary>
/// What scripts have under the name of .NET's Regex: the same patterns and members, by an engine that counts its steps, so that no text makes it slow
/// without end and it captures what .NET's engine without backtracking would not.
/// </summary>
internal sealed class Regex
{
    private const int MostCached = 256;
    private const int StepsOfPattern = 20;

    // What a pattern is compiled to is no state that a call can see: reading one costs it the same whether it was read before or not.
    [ThreadStatic]
    private static Dictionary<(string, RegexOptions), Regex>? t_cache;
    private readonly string _pattern;
    private readonly PatternProgram _program;
    private readonly IReadOnlyList<string> _names;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="ArgumentException">It is none, or has what scripts do not have.</exception>
    internal Regex(string pattern, RegexOptions options = RegexOptions.None)
    {
        var cached = Read(pattern, options);
        (_pattern, Options, _program, _names) = (pattern, options, cached._program, cached._names);
    }

    private Regex(string pattern, RegexOptions options, PatternProgram program, IReadOnlyList<string> names) =>
        (_pattern, Options, _program, _names) = (pattern, options, program, names);

    /// <summary>Its options.</summary>
    internal RegexOptions Options { get; }

    /// <summary>Whether a text has a match.</summary>
    internal static bool IsMatch(string input, string pattern, RegexOptions options = RegexOptions.None) => Read(pattern, options).IsMatch(input);

    /// <summary>The first match.</summary>
    internal static Match Match(string input, string pattern, RegexOptions options = RegexOptions.None) => Read(pattern, options).Match(input);

    /// <summary>All matches.</summary>
    internal static MatchCollection Matches(string input, string pattern, RegexOptions options = RegexOptions.None) => Read(pattern, options).Matches(input);

    /// <summary>How many matches there are.</summary>
    internal static int Count(string input, string pattern, RegexOptions options = RegexOptions.None) => Read(pattern, options).Count(input);

    /// <summary>The text with each match replaced by a pattern.</summary>
    internal static string Replace(string input, string pattern, string replacement, RegexOptions options = RegexOptions.None) =>
        Read(pattern, options).Replace(input, replacement);

    /// <summary>The text with each match replaced by what a function gives.</summary>
    internal static string Replace(string input, string pattern, MatchEvaluator evaluator, RegexOptions options = RegexOptions.None) =>
        Read(pattern, options).Replace(input, evaluator);

    /// <summary>The parts between matches, and what groups captured there.</summary>
    internal static string[] Split(string input, string pattern, RegexOptions options = RegexOptions.None) => Read(pattern, options).Split(input);

    /// <summary>A text as a pattern that matches it.</summary>
    internal static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Meter.Copied(2L * text.Length);
        return System.Text.RegularExpressions.Regex.Escape(text);
    }

    /// <inheritdoc cref="IsMatch(string, string, RegexOptions)"/>
    internal bool IsMatch(string input, int start = 0) => Find(input, start) is not null;

    /// <summary>The first match at or after a place.</summary>
    internal Match Match(string input, int start = 0) => Find(input, start) ?? Patterns.Match.Empty;

    /// <inheritdoc cref="Matches(string, string, RegexOptions)"/>
    internal MatchCollection Matches(string input, int start = 0) => new(All(input, start));

    /// <inheritdoc cref="Count(string, string, RegexOptions)"/>
    internal int Count(string input) => All(input, 0).Count();

    /// <inheritdoc cref="Replace(string, string, string, RegexOptions)"/>
    internal string Replace(string input, string replacement, int count = -1)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        return Replace(input, match => Replacement.Fill(replacement, match, input), count);
    }

    /// <inheritdoc cref="Replace(string, string, MatchEvaluator, RegexOptions)"/>
    internal string Replace(string input, MatchEvaluator evaluator, int count = -1)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        Meter.Copied(input?.Length ?? throw new ArgumentNullException(nameof(input)));
        var (written, last) = (new StringBuilder(), 0);
        foreach (var match in count < 0 ? All(input, 0) : All(input, 0).Take(count))
        {
            written.Append(input, last, match.Index - last).Append(Meter.Piece(evaluator(match)));
            last = match.Index + match.Length;
        }

        Meter.Copied(written.Length);
        return written.Append(input, last, input.Length - last).ToString();
    }

    /// <inheritdoc cref="Split(string, string, RegexOptions)"/>
    internal string[] Split(string input, int count = 0)
    {
        Meter.Copied(input?.Length ?? throw new ArgumentNullException(nameof(input)));
        var (parts, last) = (new List<string>(), 0);
        foreach (var match in count > 0 ? All(input, 0).Take(count - 1) : All(input, 0))
        {
            parts.Add(input[last..match.Index]);
            last = match.Index + match.Length;
            for (var group = 1; group < match.GroupCount; group++)
            {
                if (match.Last(group) is var (start, end))
                    parts.Add(Meter.Piece(input[start..end])!);
            }
        }

        parts.Add(input[last..]);
        return [.. parts];
    }

    /// <inheritdoc/>
    public override string ToString() => _pattern;

    /// <summary>The name of a group by its number.</summary>
    internal string NameOf(int number) => _names[number];

    /// <summary>The number of a group by its name, or -1.</summary>
    internal int NumberOf(string name)
    {
        for (var i = 0; i < _names.Count; i++)
        {
            if (_names[i] == name)
                return i;
        }

        return -1;
    }

    /// <summary>The match after another one.</summary>
    internal Match After(Match match, string text)
    {
        var end = match.Index + match.Length;
        return Find(text, match.Length > 0 ? end : end + 1, end) ?? Patterns.Match.Empty;
    }

    private static Regex Read(string pattern, RegexOptions options)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Meter.Steps(StepsOfPattern + pattern.Length);
        var cache = t_cache ??= [];
        if (cache.TryGetValue((pattern, options), out var known))
            return known;
        var (root, names) = PatternParser.Read(pattern, options);
        var regex = new Regex(pattern, options, PatternProgram.Of(root), names);
        if (cache.Count >= MostCached)
            cache.Clear();
        cache.Add((pattern, options), regex);
        return regex;
    }

    private IEnumerable<Match> All(string input, int start)
    {
        for (var match = Find(input, start); match is not null;)
        {
            yield return match;
            var end = match.Index + match.Length;
            match = Find(input, match.Length > 0 ? end : end + 1, end);
        }
    }

    private Match? Find(string input, int start, int? searchStart = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (start > input.Length && searchStart is not null)
            return null;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, input.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        Meter.Bytes(256 + (4L * _program.Registers));
        var machine = new PatternMachine(input, searchStart ?? start, _program.Registers);
        for (var at = start; at <= input.Length; at++)
        {
            if (_program.Anchor is { } anchor && at != (anchor == PatternPlace.Start ? 0 : searchStart ?? start))
            {
                if (at > 0 && anchor == PatternPlace.Start)
                    return null;
                if (at > (searchStart ?? start))
                    return null;
                continue;
            }

            if (_program.First is { } first)
            {
                var skipped = at;
                while (at < input.Length && !CanBegin(first, input[at]))
                    at++;
                Meter.Steps((at - skipped) / 4);
                if (at == input.Length)
                    return null;
            }

            var end = machine.Run(_program, at);
            if (end >= 0)
                return Made(input, at, end, machine);
        }

        return null;
    }

    private static bool CanBegin(IReadOnlyList<CharSet> first, char c)
    {
        for (var i = 0; i < first.Count; i++)
        {
            if (first[i].Has(c))
                return true;
        }

        return false;
    }

    private Match Made(string input, int start, int end, PatternMachine machine)
    {
        var groups = new IReadOnlyList<(int, int)>[_names.Count];
        groups[0] = [(start, end)];
        for (var i = 1; i < groups.Length; i++)
            groups[i] = [];
        Meter.Bytes(64L * (groups.Length + machine.Captures.Count));
        foreach (var (group, from, to) in machine.Captures)
        {
            if (groups[group] is not List<(int, int)> list)
                groups[group] = list = [];
            list.Add((from, to));
        }

        return new Match(this, input, groups);
    }
}
