namespace Rlar.Inference;

/// <summary>One text, or two, as the row of an encoder: special tokens around them, and which part of a pair each token is of.</summary>
/// <param name="pieces">Special tokens, or a text: 0 the first, 1 the second; and the token type of the piece.</param>
internal sealed class RowTemplate(IReadOnlyList<(int[] Special, int? Text, int Type)> pieces)
{
    /// <summary>How many tokens it adds.</summary>
    internal int Added { get; } = pieces.Sum(piece => piece.Text is null ? piece.Special.Length : 0);

    /// <summary>The tokens before the first text.</summary>
    internal int[] Before { get; } = [.. pieces.TakeWhile(piece => piece.Text is null).SelectMany(piece => piece.Special)];

    /// <summary>The tokens after the last text.</summary>
    internal int[] After { get; } = [.. pieces.Reverse().TakeWhile(piece => piece.Text is null).Reverse().SelectMany(piece => piece.Special)];

    /// <summary>BERT's for one text.</summary>
    internal static RowTemplate Single(int cls, int sep) => new([([cls], null, 0), ([], 0, 0), ([sep], null, 0)]);

    /// <summary>BERT's for two texts (one token between them, the second of type 1), or RoBERTa's (two, all of type 0).</summary>
    internal static RowTemplate Pair(int cls, int sep, bool roberta) =>
        new([([cls], null, 0), ([], 0, 0), (roberta ? [sep, sep] : [sep], null, 0), ([], 1, roberta ? 0 : 1), ([sep], null, roberta ? 0 : 1)]);

    /// <summary>
    /// The row. Of texts that are too long together the end of the longer one goes, until both fit: "longest first", as transformers cuts pairs.
    /// </summary>
    /// <param name="first">The first text's tokens.</param>
    /// <param name="second">The second's; empty where the template has one text.</param>
    /// <param name="longest">The most tokens of the row.</param>
    internal EncoderRow Build(ReadOnlySpan<int> first, ReadOnlySpan<int> second, int longest)
    {
        var room = Math.Max(0, longest - Added);
        var (shorter, longer) = (Math.Min(first.Length, second.Length), Math.Max(first.Length, second.Length));
        var cut = Math.Max(0, shorter + longer - room);
        if (cut > 0)
        {
            // As the tokenizers library: the longer one alone while it stays the longer, then halves.
            longer = room - shorter;
            if (longer < shorter)
                (shorter, longer) = (room / 2, room - (room / 2));
        }

        Span<int> lengths = first.Length > second.Length ? [longer, shorter] : [shorter, longer];
        var ids = new List<int>(Added + lengths[0] + lengths[1]);
        var types = new List<int>(ids.Capacity);
        foreach (var (special, text, type) in pieces)
        {
            ids.AddRange(text is null ? special : text == 0 ? first[..lengths[0]] : second[..lengths[1]]);
            while (types.Count < ids.Count)
                types.Add(type);
        }

        return new EncoderRow([.. ids], types.Exists(type => type != 0) ? [.. types] : null, cut);
    }
}
