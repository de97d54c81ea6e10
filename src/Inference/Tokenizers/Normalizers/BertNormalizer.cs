using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Normalizers;

/// <summary>BertNormalizer: clean-up, spaces around Chinese characters, accents off, lower case.</summary>
internal sealed class BertNormalizer(bool cleanText, bool handleChinese, bool stripAccents, bool lowercase) : Normalizer
{
    internal override bool TryInPlace(Span<char> text)
    {
        foreach (var c in text)
        {
            if (c > '~' || (cleanText && c < ' ' && c is not ('\t' or '\n' or '\r')))
                return false;
        }

        foreach (ref var c in text)
        {
            if (lowercase && c is >= 'A' and <= 'Z')
                c = (char)(c | 0x20);
            else if (cleanText && c < ' ')
                c = ' ';
        }

        return true;
    }

    internal override void Apply(NormalizedText text)
    {
        var data = ReferenceUnicode.Shared;
        if (cleanText)
        {
            text.Filter(c => !data.Control.Contains(c));
            text.Map(c => Utf16Text.IsWhiteSpace(c) ? ' ' : c);
        }

        if (handleChinese)
        {
            text.Changes.Clear();
            foreach (var c in text.CodePoints)
            {
                if (IsChinese(c))
                    text.Changes.AddRange([(' ', 0), (c, 1), (' ', 1)]);
                else
                    text.Changes.Add((c, 0));
            }

            text.Transform(text.Changes, 0);
        }

        if (stripAccents)
        {
            new NormalForm(compose: false, compatible: false).Apply(text);
            text.Filter(c => !data.NonSpacing.Contains(c));
        }

        if (lowercase)
            Lowercase.Lower(text);
    }

    // The blocks of the reference, gaps between the extensions included.
    private static bool IsChinese(int c) => c is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or >= 0x20000 and <= 0x2A6DF or >= 0x2A700 and <= 0x2B73F
        or >= 0x2B740 and <= 0x2B81F or >= 0x2B920 and <= 0x2CEAF or >= 0xF900 and <= 0xFAFF or >= 0x2F800 and <= 0x2FA1F;
}
