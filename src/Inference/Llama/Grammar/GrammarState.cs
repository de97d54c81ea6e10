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
