namespace Rlar.Inference.Tokenizers.Models;

/// <summary>
/// Where a text can be cut before BPE without any change in its result: between two characters that stand beside each other in no token that a merge
/// makes, for no merge can then cross the place. Pairs are kept in a bitmap by their hash; two that share a bit cost a cut and no correctness.
/// </summary>
internal sealed class BpeBoundaries
{
    private const int Bits = 24;

    private readonly ulong[] _pairs = new ulong[1 << (Bits - 6)];

    internal BpeBoundaries(TokenVocabulary vocabulary, MergeTable merges)
    {
        foreach (var merge in merges.All())
        {
            var token = vocabulary.TokenOf(merge.Id)!;
            for (var i = 1; i < token.Length; i++)
            {
                var hash = Hash(token[i - 1], token[i]);
                _pairs[hash >> 6] |= 1UL << hash;
            }
        }

        // The bytes of a fallback are merged too where a vocabulary says so; none that is in use does.
        CanFallBackMerge = merges.All().Any(merge => vocabulary.TokenOf(merge.Left)!.StartsWith("<0x", StringComparison.Ordinal));
    }

    /// <summary>True where tokens of single bytes take part in merges, so that nothing can be said about boundaries.</summary>
    internal bool CanFallBackMerge { get; }

    /// <summary>The end of the part that starts at a place.</summary>
    internal int Next(ReadOnlySpan<char> text, int start)
    {
        if (CanFallBackMerge)
            return text.Length;
        var at = start + 1;
        while (at < text.Length && (char.IsLowSurrogate(text[at]) || Joins(text[at - 1], text[at])))
            at++;
        return at;
    }

    private static int Hash(char left, char right) => (int)(((uint)left << 16 | right) * 0x9E3779B1u >> (32 - Bits));

    private bool Joins(char left, char right)
    {
        var hash = Hash(left, right);
        return (_pairs[hash >> 6] >> hash & 1) != 0;
    }
}
