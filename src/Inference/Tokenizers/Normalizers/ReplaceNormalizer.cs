using System.Runtime.InteropServices;
using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Patterns;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>Replace: a text in the place of every match of a pattern.</summary>
internal sealed class ReplaceNormalizer(TextPattern pattern, string content) : Normalizer
{
    private readonly int[] _content = [.. content.EnumerateRunes().Select(rune => rune.Value)];

    internal override bool TryInPlace(Span<char> text)
    {
        if (pattern.Literal is { Length: 1 } literal && content.Length == 1)
        {
            text.Replace(literal[0], content[0]);
            return true;
        }

        return pattern.Literal is { Length: > 0 } && text.IndexOf(pattern.Literal) < 0;
    }

    internal override void Apply(NormalizedText text)
    {
        var chars = new List<char>();
        var places = new List<int>();
        foreach (var codePoint in text.CodePoints)
            Utf16Text.Append(chars, codePoint);

        // From UTF-16 units to code points.
        var at = 0;
        foreach (var codePoint in text.CodePoints)
        {
            places.Add(at);
            if (codePoint > 0xFFFF)
                places.Add(at);
            at++;
        }

        places.Add(at);
        var matches = new List<(int Start, int Length)>();
        pattern.Find(CollectionsMarshal.AsSpan(chars), matches);
        for (var i = 0; i < matches.Count; i++)
        {
            var (start, length) = matches[i];
            matches[i] = (places[start], places[start + length] - places[start]);
        }

        text.Replace(matches, _content);
    }
}
