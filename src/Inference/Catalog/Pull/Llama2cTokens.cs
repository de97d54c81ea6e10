using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>
/// The tokens of a llama2.c tokenizer.bin: the length of the longest, then for each a score and its text with its length before it. The file has no
/// kinds of tokens: by llama2.c's convention 0 is unknown, 1 begins and 2 ends a text, and 3 to 258 are the bytes.
/// </summary>
internal sealed class Llama2cTokens
{
    private const int Unknown = 0;
    private const int Begin = 1;
    private const int End = 2;
    private const int FirstByte = 3;
    private const int MaxTokenBytes = 1 << 12;

    // llama.cpp's numbers of kinds.
    private const int NormalKind = 1;
    private const int UnknownKind = 2;
    private const int ControlKind = 3;
    private const int ByteKind = 6;

    private Llama2cTokens(string[] texts, float[] scores, int[] kinds) => (Texts, Scores, Kinds) = (texts, scores, kinds);

    /// <summary>The texts, as SentencePiece has them: U+2581 for a space.</summary>
    internal string[] Texts { get; }

    /// <summary>The scores.</summary>
    internal float[] Scores { get; }

    /// <summary>The kinds, by llama.cpp's numbers.</summary>
    internal int[] Kinds { get; }

    /// <summary>Reads the file of a vocabulary of a given number of tokens.</summary>
    /// <exception cref="InferenceException">It cannot be read, or is not such a file.</exception>
    internal static Llama2cTokens Read(string path, int count)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }

        var (texts, scores, kinds) = (new string[count], new float[count], new int[count]);
        var at = 4;
        for (var id = 0; id < count; id++)
        {
            if (bytes.Length - at < 8)
                throw Error(path, id, count, "the file ends there: it is truncated, or of another vocabulary");
            scores[id] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at));
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            at += 8;
            if (length is < 0 or > MaxTokenBytes || length > bytes.Length - at)
                throw Error(path, id, count, $"its text has {length} bytes: the file is truncated, or no tokenizer.bin of llama2.c");
            if (!float.IsFinite(scores[id]))
                throw Error(path, id, count, $"its score is {scores[id]}: the file is damaged");
            (texts[id], kinds[id]) = Named(id, bytes.AsSpan(at, length));
            at += length;
        }

        return at == bytes.Length
            ? new Llama2cTokens(texts, scores, kinds)
            : throw new InferenceException(
                $"{path}: has {bytes.Length - at} bytes after its {count} tokens: it is of another vocabulary than the checkpoint.");
    }

    private static (string Text, int Kind) Named(int id, ReadOnlySpan<byte> bytes)
    {
        switch (id)
        {
            case Unknown:
                return ("<unk>", UnknownKind);
            case Begin:
                return ("<s>", ControlKind);
            case End:
                return ("</s>", ControlKind);
            default:
                var text = Encoding.UTF8.GetString(bytes);
                // Exporters write a byte as its hexadecimal name, as itself, or as the character of its number.
                var value = id - FirstByte;
                if (value is >= 0 and < 256 && (text == ByteName(value) || (bytes.Length == 1 && bytes[0] == value) || (text.Length == 1 && text[0] == value)))
                    return (ByteName(value), ByteKind);
                return (text.Replace(' ', '\u2581'), NormalKind);
        }
    }

    private static string ByteName(int value) => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");

    private static InferenceException Error(string path, int id, int count, string what) => new($"{path}: token {id} of {count}: {what}.");
}
