namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>ByteLevel as a normalizer: every byte of the UTF-8 as its visible character.</summary>
internal sealed class ByteLevelNormalizer : Normalizer
{
    internal override void Apply(NormalizedText text)
    {
        Span<byte> bytes = stackalloc byte[4];
        text.Changes.Clear();
        foreach (var codePoint in text.CodePoints)
        {
            var count = new System.Text.Rune(codePoint).EncodeToUtf8(bytes);
            for (var i = 0; i < count; i++)
                text.Changes.Add((ByteAlphabet.ToChar(bytes[i]), i == 0 ? 0 : 1));
        }

        text.Transform(text.Changes, 0);
    }
}
