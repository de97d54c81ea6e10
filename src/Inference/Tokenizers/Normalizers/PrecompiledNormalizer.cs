using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>
/// Precompiled: SentencePiece's character map, a double-array trie over UTF-8 whose values point into a blob of texts that end with a zero byte.
/// A grapheme of less than six bytes is looked up whole, else by code points; the shortest entry that starts it wins, as in the reference.
/// </summary>
internal sealed class PrecompiledNormalizer : Normalizer
{
    private readonly uint[] _units;
    private readonly byte[] _texts;
    private readonly bool[] _changesAscii = new bool[128];

    internal PrecompiledNormalizer(byte[] map)
    {
        if (map.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(map) is var size && (size % 4 != 0 || size == 0 || size > map.Length - 4))
            throw new FormatException("the character map is cut short");
        _units = new uint[BinaryPrimitives.ReadUInt32LittleEndian(map) / 4];
        for (var i = 0; i < _units.Length; i++)
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(map.AsSpan(4 + 4 * i));
        _texts = map[(4 + 4 * _units.Length)..];
        for (var c = 0; c < 128; c++)
            _changesAscii[c] = Find([(byte)c]) >= 0;
    }

    internal override bool TryInPlace(Span<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            // Two ASCII characters are one grapheme only as \r\n.
            if (text[i] > 127 || text[i] == '\r' || _changesAscii[text[i]])
                return false;
        }

        return true;
    }

    internal override void Apply(NormalizedText text)
    {
        var chars = new List<char>();
        foreach (var codePoint in text.CodePoints)
            Utf16Text.Append(chars, codePoint);
        ReadOnlySpan<char> rest = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chars);
        var changes = text.Changes;
        changes.Clear();
        var changed = false;
        while (rest.Length > 0)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            var grapheme = rest[..length];
            if (!TryReplace(changes, grapheme, 5))
            {
                for (var i = 0; i < grapheme.Length;)
                {
                    var codePoint = Utf16Text.At(grapheme, i, out var units);
                    if (TryReplace(changes, grapheme.Slice(i, units), 4))
                        changed = true;
                    else
                        changes.Add((codePoint, 0));
                    i += units;
                }
            }
            else
            {
                changed = true;
            }

            rest = rest[length..];
        }

        if (changed)
            text.Transform(changes, 0);
    }

    private bool TryReplace(List<(int CodePoint, int Change)> changes, ReadOnlySpan<char> part, int mostBytes)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (part.Length > mostBytes || !Encoding.UTF8.TryGetBytes(part, bytes, out var count) || count > mostBytes)
            return false;
        var found = Find(bytes[..count]);
        if (found < 0)
            return false;
        var from = changes.Count;
        var text = _texts.AsSpan(Math.Min(found, _texts.Length));
        var end = text.IndexOf((byte)0);
        foreach (var rune in Encoding.UTF8.GetString(end < 0 ? text : text[..end]).EnumerateRunes())
            changes.Add((rune.Value, 0));
        var old = 0;
        foreach (var _ in part.EnumerateRunes())
            old++;
        var difference = changes.Count - from - old;
        for (var i = 0; i < difference; i++)
            changes[^(i + 1)] = (changes[^(i + 1)].CodePoint, 1);
        if (difference < 0 && changes.Count > 0)
            changes[^1] = (changes[^1].CodePoint, changes[^1].Change + difference);
        return true;
    }

    /// <summary>The place of the text of the shortest entry that starts a key, or -1.</summary>
    private int Find(ReadOnlySpan<byte> key)
    {
        var node = Offset(_units[0]);
        foreach (var c in key)
        {
            node ^= c;
            if (c == 0 || node >= _units.Length)
                return -1;
            var unit = _units[node];
            if ((unit & (1u << 31 | 0xFF)) != c)
                return -1;
            node ^= Offset(unit);
            if ((unit >> 8 & 1) == 1)
                return node < _units.Length ? (int)(_units[node] & 0x7FFFFFFF) : -1;
        }

        return -1;
    }

    private static uint Offset(uint unit) => unit >> 10 << (int)((unit & 1u << 9) >> 6);
}
