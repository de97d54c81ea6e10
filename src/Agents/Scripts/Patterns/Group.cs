namespace Rlar.Agents.Scripts.Patterns;

/// <summary>What one group matched, the last time that it did; as .NET's.</summary>
internal class Group : Capture
{
    private readonly IReadOnlyList<(int Start, int End)> _captures;

    /// <summary>Creates it.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="name">The group's name, or its number.</param>
    /// <param name="captures">All that it captured, in order; nothing where it did not match.</param>
    internal Group(string text, string name, IReadOnlyList<(int Start, int End)> captures)
        : base(text, captures.Count == 0 ? 0 : captures[^1].Start, captures.Count == 0 ? 0 : captures[^1].End - captures[^1].Start) =>
        (Name, _captures) = (name, captures);

    /// <summary>The group's name, or its number.</summary>
    internal string Name { get; }

    /// <summary>Whether it matched.</summary>
    internal bool Success => _captures.Count > 0;

    /// <summary>All that it captured.</summary>
    internal CaptureCollection Captures => new(_captures.Select(part => new Capture(Whole, part.Start, part.End - part.Start)));
}
