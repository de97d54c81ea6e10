using System.Text;

namespace Rlar.Inference.Tests.Tokenizers;

/// <summary>Random text of all planes, with the things that tokenizers trip over.</summary>
internal static class RandomText
{
    private static readonly string[] s_snippets =
    [
        "the", " the", "Hello", "'s", "'LL", "'\u017F", "\n", "\r\n", "\n\n\n", "   ", "\t", "don't", "123", "4567", " 89", "https://x.y/z?a=1", "\u6C49\u5B57", "\u3053\u3093",
        "\uC548\uB155", "\u00E9", "e\u0301", "a\u0308\u0323", "\uFB01", "\uFDFA", "\u0130", "\u200B", "\u200D", "\uFEFF", "\u00A0", "\u3000", "\u2581", "\u0120", "<0x0A>", "##ing", "\0",
        "\uFFFD", "[CLS]", "<s>", "</s>", "<unk>", "\u0F71\u0F72", "\u1100\u1161\u11A8", "\u00BD", "\u2167", "\u0663", "aaaaaaaa", "...",
    ];

    private static readonly (int First, int Last)[] s_blocks =
    [
        (0x20, 0x7E), (0x20, 0x7E), (0, 0x1F), (0x80, 0xFF), (0x100, 0x24F), (0x300, 0x36F), (0x370, 0x4FF), (0x590, 0x6FF), (0x900, 0xE7F), (0x1100, 0x11FF), (0x1E00, 0x206F),
        (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFFFF), (0x1F300, 0x1FAFF), (0x1D400, 0x1D7FF), (0x20000, 0x2FFFF), (0xE0000, 0xE01EF), (0, 0x10FFFF),
    ];

    /// <summary>A text; well formed unless lone surrogates are asked for.</summary>
    internal static string Next(Random random, bool loneSurrogates = false)
    {
        var text = new StringBuilder();
        for (var parts = random.Next(12); parts > 0; parts--)
        {
            if (random.Next(3) == 0)
            {
                text.Append(s_snippets[random.Next(s_snippets.Length)]);
                continue;
            }

            var (first, last) = s_blocks[random.Next(s_blocks.Length)];
            for (var count = random.Next(6); count > 0; count--)
            {
                var codePoint = random.Next(first, last + 1);
                if (codePoint is < 0xD800 or > 0xDFFF)
                    text.Append(char.ConvertFromUtf32(codePoint));
                else if (loneSurrogates)
                    text.Append((char)codePoint);
            }
        }

        return text.ToString();
    }
}
