using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>Lowercase, one character at a time: no final sigma.</summary>
internal sealed class Lowercase : Normalizer
{
    internal static void Lower(NormalizedText text)
    {
        var data = ReferenceUnicode.Shared;
        text.Changes.Clear();
        foreach (var c in text.CodePoints)
        {
            if (data.Lower(c) is { } lower)
            {
                for (var i = 0; i < lower.Length; i++)
                    text.Changes.Add((lower[i], i == 0 ? 0 : 1));
            }
            else
            {
                text.Changes.Add((c, 0));
            }
        }

        text.Transform(text.Changes, 0);
    }

    internal override bool TryInPlace(Span<char> text)
    {
        if (text.ContainsAnyExceptInRange('\0', '\u007F'))
            return false;
        foreach (ref var c in text)
            c = char.ToLowerInvariant(c);
        return true;
    }

    internal override void Apply(NormalizedText text) => Lower(text);
}
