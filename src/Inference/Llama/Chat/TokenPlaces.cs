namespace Rlar.Inference.Llama.Chat;

/// <summary>Which bytes of a text each of its tokens holds.</summary>
internal static class TokenPlaces
{
    // SentencePiece writes a space as this character, and reads the character as a space.
    private static ReadOnlySpan<byte> Underline => "\u2581"u8;

    /// <summary>Adds a place for each token; false, with none added, where the tokens' bytes are not those of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pieces">The bytes of each token.</param>
    /// <param name="offset">What places count from.</param>
    /// <param name="places">Takes them: the first byte, and the one after the last.</param>
    internal static bool TryAdd(ReadOnlySpan<byte> text, byte[][] pieces, int offset, List<(int Start, int End)> places) =>
        // SentencePiece also puts a space before a text.
        TryAdd(text, pieces, offset, places, 0) || (pieces.Length > 0 && pieces[0] is [(byte)' ', ..] && TryAdd(text, pieces, offset, places, 1));

    private static bool TryAdd(ReadOnlySpan<byte> text, byte[][] pieces, int offset, List<(int Start, int End)> places, int skipped)
    {
        var before = places.Count;
        var at = 0;
        foreach (var piece in pieces)
        {
            var start = at;
            foreach (var value in piece.AsSpan(skipped))
            {
                if (at < text.Length && text[at] == value)
                {
                    at++;
                }
                else if (value == (byte)' ' && text[at..].StartsWith(Underline))
                {
                    at += Underline.Length;
                }
                else
                {
                    places.RemoveRange(before, places.Count - before);
                    return false;
                }
            }

            places.Add((offset + start, offset + at));
            skipped = 0;
        }

        if (at == text.Length)
            return true;
        places.RemoveRange(before, places.Count - before);
        return false;
    }
}
