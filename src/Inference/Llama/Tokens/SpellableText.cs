using System.Text;

namespace Rlar.Inference.Llama.Tokens;

/// <summary>
/// What a SentencePiece vocabulary without a token for every byte can write: the engine writes a character that is no token by its bytes, and ends
/// the process where one of them is no token either.
/// </summary>
internal sealed class SpellableText
{
    private readonly HashSet<Rune> _characters = [];
    private readonly bool[] _bytes = new bool[256];

    private SpellableText()
    {
    }

    /// <summary>What a vocabulary can write; null where it can write everything.</summary>
    /// <param name="tokens">The tokens as they are written.</param>
    internal static SpellableText? Of(IEnumerable<string> tokens)
    {
        var text = new SpellableText();
        foreach (var token in tokens)
        {
            if (token is ['<', '0', 'x', var high, var low, '>'] && char.IsAsciiHexDigitUpper(high) && char.IsAsciiHexDigitUpper(low))
                text._bytes[Convert.ToInt32($"{high}{low}", 16)] = true;
            else if (Rune.TryGetRuneAt(token.Length == 0 ? " " : token, 0, out var rune) && rune.Utf16SequenceLength == token.Length)
                _ = text._characters.Add(rune);
        }

        return Array.TrueForAll(text._bytes, has => has) ? null : text;
    }

    /// <summary>The first character of a text that cannot be written; null where all can.</summary>
    internal string? Missing(string text)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            // A space is written as this mark, and one stands before a text.
            if (_characters.Contains(rune == new Rune(' ') ? new Rune('\u2581') : rune))
                continue;
            foreach (var value in bytes[..(rune == new Rune(' ') ? new Rune('\u2581') : rune).EncodeToUtf8(bytes)])
            {
                if (!_bytes[value] && !(value < 0x80 && _characters.Contains(new Rune(value))))
                    return rune.ToString();
            }
        }

        return null;
    }
}
