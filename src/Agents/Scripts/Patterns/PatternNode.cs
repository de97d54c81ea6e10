namespace Rlar.Agents.Scripts.Patterns;

/// <summary>A part of a pattern.</summary>
internal abstract record PatternNode
{
    private PatternNode()
    {
    }

    /// <summary>One character of a set.</summary>
    internal sealed record One(CharSet Set) : PatternNode;

    /// <summary>Parts one after the other; none is the empty text.</summary>
    internal sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>One of several, the first that leads on.</summary>
    internal sealed record Choice(IReadOnlyList<PatternNode> Parts) : PatternNode;

    /// <summary>A part several times; no upper bound where <paramref name="Most"/> is null.</summary>
    internal sealed record Repeat(PatternNode Part, int Least, int? Most, bool IsLazy) : PatternNode;

    /// <summary>A part that is captured.</summary>
    internal sealed record Captured(PatternNode Part, GroupKey Key) : PatternNode;

    /// <summary>A part that is not gone back into.</summary>
    internal sealed record Atomic(PatternNode Part) : PatternNode;

    /// <summary>A look ahead or behind.</summary>
    internal sealed record Look(PatternNode Part, bool IsBehind, bool IsNegative) : PatternNode;

    /// <summary>What a group captured, again.</summary>
    internal sealed record Again(GroupKey Key, bool IgnoresCase) : PatternNode;

    /// <summary>A place.</summary>
    internal sealed record Place(PatternPlace Kind) : PatternNode;

    /// <summary>A group; its number is known when the whole pattern is read.</summary>
    internal sealed class GroupKey
    {
        /// <summary>The number.</summary>
        internal int Number { get; set; }
    }
}
