namespace Rlar.Inference.Tokenizers;

/// <content>Texts as the rows of encoders.</content>
public sealed partial class Tokenizer
{
    /// <summary>Whether the file says how two texts become one row.</summary>
    public bool HasPairs => _pair is not null;

    /// <summary>
    /// A text as an encoder's row: with the template's tokens, never with special tokens of the text's own. Of a text that is too long the start
    /// stays.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most tokens of the row, at least 1.</param>
    /// <exception cref="InferenceException">The model has no token for a character and none for what is unknown.</exception>
    internal EncoderRow EncodeRow(string text, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        var ids = EncodeIds(text, SpecialTokens.AsText);
        return _single is null
            ? new EncoderRow(ids.Length <= longest ? ids : ids[..longest], null, Math.Max(0, ids.Length - longest))
            : _single.Build(ids, [], longest);
    }

    /// <summary>
    /// Two texts as an encoder's row: with the template's tokens for pairs, never with special tokens of the texts' own. Of texts that are too
    /// long together the longer one's end goes first, as transformers cuts ("longest first").
    /// </summary>
    /// <param name="first">The first text: a question, a prompt.</param>
    /// <param name="second">The second: a document, an answer.</param>
    /// <param name="longest">The most tokens of the row, at least 1.</param>
    /// <exception cref="InferenceException">The file does not say how two texts become one row, or the model has no token for a character.</exception>
    internal EncoderRow EncodePair(string first, string second, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        if (_pair is null)
            throw new InferenceException(
                "The tokenizer's post_processor says nothing about pairs of texts, so two texts cannot be given to the model as one row.");
        return _pair.Build(EncodeIds(first, SpecialTokens.AsText), EncodeIds(second, SpecialTokens.AsText), longest);
    }

    /// <summary>The whole of a text in rows of limited length, each with the template's tokens.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most tokens of a row, more than the template adds.</param>
    /// <exception cref="InferenceException">The model has no token for a character and none for what is unknown.</exception>
    internal IReadOnlyList<EncoderRow> EncodeWindows(string text, int longest)
    {
        var room = longest - (_single?.Added ?? 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(room, 1, nameof(longest));
        var ids = EncodeIds(text, SpecialTokens.AsText);
        var rows = new List<EncoderRow>();
        for (var start = 0; start == 0 || start < ids.Length; start += room)
        {
            var part = ids[start..Math.Min(ids.Length, start + room)];
            rows.Add(_single?.Build(part, [], longest) ?? new EncoderRow(part, null, 0));
        }

        return rows;
    }
}
