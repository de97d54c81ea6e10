using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Patterns;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.PreTokenizers;

/// <summary>ByteLevel: a space in front, GPT-2's word pattern, and every byte as its visible character; each of the three can be off.</summary>
internal sealed class ByteLevel(bool addPrefixSpace, bool useRegex, bool writeBytes) : PreTokenizer
{
    private readonly PatternSplit? _split = useRegex ? new(TextPattern.OfRegex(WordScanner.Gpt2), SplitBehavior.Isolated, invert: false) : null;

    /// <summary>The same step for a model that takes the bytes themselves.</summary>
    internal ByteLevel WithoutBytes() => new(addPrefixSpace, useRegex, writeBytes: false);

    internal override void Apply(PreTokenizedText text)
    {
        // Only a text with a piece that lacks its space has to be written anew.
        if (addPrefixSpace && text.Pieces.Exists(piece => text.Text.Chars[piece.Start] != ' '))
            text.Rewrite(AddSpace);
        _split?.Apply(text);
        if (writeBytes)
            text.Rewrite(WriteBytes);
    }

    private static void AddSpace(WorkText source, (int Start, int Length) piece, WorkText result)
    {
        if (source.Chars[piece.Start] != ' ')
            result.Append(' ', source.Start(piece.Start), source.End(piece.Start));
        result.Append(source, piece.Start, piece.Length);
    }

    private static void WriteBytes(WorkText source, (int Start, int Length) piece, WorkText result)
    {
        Span<byte> bytes = stackalloc byte[4];
        for (var at = piece.Start; at < piece.Start + piece.Length;)
        {
            var count = new System.Text.Rune(Utf16Text.At(source.Chars, at, out var length)).EncodeToUtf8(bytes);
            for (var i = 0; i < count; i++)
                result.Append(ByteAlphabet.ToChar(bytes[i]), source.Start(at), source.End(at));
            at += length;
        }
    }
}
