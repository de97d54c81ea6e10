namespace Rlar.Inference.Tokenizers.Unicode;

/// <summary>A set of code points, one bit each.</summary>
internal sealed class CodePointSet
{
    private readonly ulong[] _bits = new ulong[0x110000 / 64];

    /// <summary>True where the code point is in the set.</summary>
    internal bool Contains(int codePoint) => (_bits[codePoint >> 6] >> codePoint & 1) != 0;

    /// <summary>Adds a range, both ends included.</summary>
    internal void Add(int first, int last)
    {
        for (var c = first; c <= last; c++)
            _bits[c >> 6] |= 1UL << c;
    }
}
