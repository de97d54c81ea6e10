using Rlar.Inference.Tokenizers.Buffers;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.PostProcessors;

/// <summary>ByteLevel and RobertaProcessing with trim_offsets: a token's range is without the white space at its ends.</summary>
internal sealed class OffsetTrim(bool addPrefixSpace) : PostProcessor
{
    internal override void Apply(TokenSink tokens, bool addSpecial, Func<int, string?> tokenOf)
    {
        if (!tokens.WithOffsets)
            return;
        var taken = 0;
        for (var i = 0; i < tokens.Offsets.Count; i++)
        {
            var (before, behind) = Spaces(tokenOf(tokens.Ids[i]) ?? "");
            if (taken < tokens.Spaces.Count && tokens.Spaces[taken].Index == i)
            {
                before += tokens.Spaces[taken].Before;
                behind += tokens.Spaces[taken++].Behind;
            }

            var (start, end) = (tokens.Offsets[i].Start, tokens.Offsets[i].End);
            // The space that ByteLevel has put before the first word is not in the text.
            if (before == 1 && addPrefixSpace && (i == 0 || start == 0))
                before = 0;
            start = Math.Min(start + before, end);
            if (behind > 0 && end >= behind)
                end = Math.Max(end - behind, start);
            tokens.Offsets[i] = new(start, end);
        }
    }

    private static (int Before, int Behind) Spaces(string token)
    {
        var (before, behind) = (0, 0);
        while (before < token.Length && IsSpace(token[before]))
            before++;
        while (behind < token.Length && IsSpace(token[^(behind + 1)]))
            behind++;
        return (before, behind);
    }

    private static bool IsSpace(char c) => c == ByteAlphabet.ToChar((byte)' ') || Utf16Text.IsWhiteSpace(c);
}
