namespace Rlar.Agents.Scripts.Patterns;

/// <summary>One match in a text; as .NET's.</summary>
internal sealed class Match : Group
{
    private readonly Regex? _regex;
    private readonly IReadOnlyList<(int Start, int End)>[] _groups;

    /// <summary>Creates it.</summary>
    /// <param name="regex">The pattern; null for a match that is none.</param>
    /// <param name="text">The text.</param>
    /// <param name="groups">What each group captured, the whole match first.</param>
    internal Match(Regex? regex, string text, IReadOnlyList<(int Start, int End)>[] groups)
        : base(text, "0", groups[0]) => (_regex, _groups) = (regex, groups);

    /// <summary>The match that is none.</summary>
    internal static Match Empty { get; } = new(null, "", [[]]);

    /// <summary>The groups.</summary>
    internal GroupCollection Groups =>
        new([this, .. _groups.Skip(1).Select((captures, i) => new Group(Whole, _regex!.NameOf(i + 1), captures))]);

    /// <summary>The next match after this one.</summary>
    internal Match NextMatch() => _regex is null || !Success ? Empty : _regex.After(this, Whole);

    /// <summary>A replacement pattern with what was matched filled in.</summary>
    internal string Result(string replacement) => Replacement.Fill(replacement, this, Whole);

    /// <summary>What a group captured last, without the cost of making it an object; null where it did not match.</summary>
    internal (int Start, int End)? Last(int group) => group < _groups.Length && _groups[group] is { Count: > 0 } captures ? captures[^1] : null;

    /// <summary>How many groups there are, the whole match among them.</summary>
    internal int GroupCount => _groups.Length;

    /// <summary>The number of a group by its name, or -1.</summary>
    internal int NumberOf(string name) => _regex?.NumberOf(name) ?? -1;
}
