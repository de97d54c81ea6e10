namespace Rlar.Inference.Llama.Grammar;

/// <summary>All ways in which a text may go on.</summary>
/// <param name="stacks">The ways; each begins with characters.</param>
/// <param name="isComplete">Whether the text may end here.</param>
/// <param name="partial">The character whose bytes are not all there yet.</param>
internal sealed class GrammarState(GrammarStack[] stacks, bool isComplete, PartialCharacter partial)
{
    internal GrammarStack[] Stacks => stacks;

    internal bool IsComplete => isComplete;

    internal PartialCharacter Partial => partial;

    /// <summary>Where a byte leads, for the bytes that were asked for; null for nowhere.</summary>
    internal Dictionary<byte, GrammarState?> Next { get; } = [];
}

/// <summary>What is still to come, the next place first: one way in which a text may go on.</summary>
/// <param name="Id">A number of its own; equal stacks of one automaton are one object.</param>
/// <param name="Place">The next place.</param>
/// <param name="Rest">What comes after its rule; null for nothing.</param>
internal sealed record GrammarStack(int Id, int Place, GrammarStack? Rest);

/// <summary>The code points that the first bytes of a UTF-8 character leave possible.</summary>
/// <param name="Left">How many bytes are still to come; 0 for no character begun.</param>
/// <param name="First">The first code point that it may become.</param>
/// <param name="Last">The last one.</param>
internal readonly record struct PartialCharacter(int Left, int First, int Last)
{
    /// <summary>
    /// What a byte makes of it; null where it cannot follow: as in llama.cpp the byte 0 never can.
    /// With nothing left, <see cref="First"/> is the character.
    /// </summary>
    internal PartialCharacter? Then(byte value)
    {
        if (Left == 0)
        {
            // Of the first bytes only those that begin a shortest form up to U+10FFFF.
            return value switch
            {
                0 => null,
                < 0x80 => new PartialCharacter(0, value, value),
                < 0xC2 => null,
                < 0xE0 => Begun(1, value & 0x1F, 0x80),
                < 0xF0 => Begun(2, value & 0x0F, 0x800),
                < 0xF5 => Begun(3, value & 0x07, 0x10000),
                _ => null,
            };
        }

        if ((value & 0xC0) != 0x80)
            return null;
        // The range covers 64^Left code points, or a part of them at an end.
        var width = 1 << (6 * (Left - 1));
        var start = (First & ~((width << 6) - 1)) + ((value & 0x3F) * width);
        var (first, last) = (Math.Max(First, start), Math.Min(Last, start + width - 1));
        return first > last ? null : new PartialCharacter(Left - 1, first, last);
    }

    private static PartialCharacter Begun(int left, int bits, int least)
    {
        var first = bits << (6 * left);
        // Surrogates are no characters; they are the second half of what ED begins.
        var last = first == 0xD000 ? 0xD7FF : Math.Min(first + (1 << (6 * left)) - 1, CharSet.Last);
        return new PartialCharacter(left, Math.Max(first, least), last);
    }
}
