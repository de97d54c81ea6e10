using Rlar.Inference.Tokenizers.Decoders;
using Rlar.Inference.Tokenizers.Patterns;
using Rlar.Inference.Tokenizers.PreTokenizers;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>Reads a decoder section.</summary>
internal static class DecoderReader
{
    // What WordPiece's clean-up puts together, in this order.
    private static readonly (string From, string To)[] s_cleanUp =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    /// <summary>The decoder, or null where there is none.</summary>
    internal static Decoder? Read(Section section) => section.IsEmpty ? null : section.Type switch
    {
        "Sequence" => new DecoderSequence([.. section.List("decoders").Select(step => Read(step) ?? throw step.Bad("a decoder is needed"))]),
        "ByteLevel" => new ByteLevelDecoder(),
        "ByteFallback" => new ByteFallbackDecoder(),
        "Fuse" => new FuseDecoder(),
        "WordPiece" => WordPiece(section.Text("prefix", "##"), section.Flag("cleanup", true)),
        "Metaspace" => Metaspace(section),
        "Replace" => Replace(PatternReader.Read(section.Field("pattern")), section.Text("content")),
        "Strip" => Strip(PreTokenizerReader.Character(section, "content"), section.Field("start").Integer(), section.Field("stop").Integer()),
        "BPEDecoder" => Suffix(section.Text("suffix")),
        _ => throw section.Unsupported("decoder", "BPEDecoder, ByteFallback, ByteLevel, Fuse, Metaspace, Replace, Sequence, Strip and WordPiece"),
    };

    /// <summary>The decoder of WordPiece vocabularies.</summary>
    internal static TokenDecoder WordPiece(string prefix, bool cleanUp) => new((token, index, _) =>
    {
        if (index > 0)
            token = token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
        if (cleanUp)
        {
            foreach (var (from, to) in s_cleanUp)
                token = token.Replace(from, to, StringComparison.Ordinal);
        }

        return token;
    });

    private static TokenDecoder Metaspace(Section section)
    {
        var replacement = PreTokenizerReader.Character(section, "replacement");
        var never = PreTokenizerReader.Scheme(section) == PrependScheme.Never;
        return new((token, index, _) => index == 0 && !never
            ? token.Replace(replacement.ToString(), "", StringComparison.Ordinal)
            : token.Replace(replacement, ' '));
    }

    private static TokenDecoder Replace(TextPattern pattern, string content) => new((token, _, _) =>
    {
        if (pattern.Literal is { Length: > 0 })
            return token.Replace(pattern.Literal, content, StringComparison.Ordinal);
        var matches = new List<(int Start, int Length)>();
        pattern.Find(token, matches);
        var result = new System.Text.StringBuilder();
        var done = 0;
        foreach (var (start, length) in matches)
        {
            result.Append(token, done, start - done).Append(content);
            done = start + length;
        }

        return result.Append(token, done, token.Length - done).ToString();
    });

    private static TokenDecoder Strip(char content, int start, int stop) => new((token, _, _) =>
    {
        var (from, to) = (0, token.Length);
        while (from < Math.Min(start, token.Length) && token[from] == content)
            from++;
        while (to > from && token.Length - to < stop && token[to - 1] == content)
            to--;
        return token[from..to];
    });

    private static TokenDecoder Suffix(string suffix) =>
        new((token, index, count) => token.Replace(suffix, index == count - 1 ? "" : " ", StringComparison.Ordinal));
}
