using System.Text;
using Rlar.Inference.Llama.Tokens;
using Rlar.Inference.Templates;

namespace Rlar.Inference.Llama.Chat;

/// <summary>
/// The tokens of a conversation. Special tokens are looked for in what the template wrote only. Text of the template between them is tokenized
/// together with the contents beside it, as models saw it in training, and never for special tokens.
/// </summary>
internal sealed class ChatTokenizer
{
    internal const int Control = 1 << 3;
    internal const int UserDefined = 1 << 4;
    private readonly LlamaVocabulary _vocabulary;
    private readonly HashSet<int> _guarded = [];

    internal ChatTokenizer(LlamaVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        for (var token = 0; token < vocabulary.Size; token++)
        {
            if (vocabulary.IsControl(token) || vocabulary.IsEnd(token))
                _ = _guarded.Add(token);
        }
    }

    /// <summary>Whether a text of the template holds a special token.</summary>
    internal bool HasSpecial(string text) => _vocabulary.Tokenize(text, false, SpecialTokens.Recognise).Any(IsSpecial);

    /// <summary>The tokens, with the model's first one where it wants one and the template wrote none.</summary>
    internal EncodedChat Encode(IReadOnlyList<ChatPiece> pieces)
    {
        var tokens = new List<int>();
        var segments = new List<ChatSegment>();
        var run = new List<ChatPiece>();
        var guarded = _guarded;
        var split = pieces.Select(piece => piece.Turn >= 0 ? [] : Split(piece.Text)).ToList();
        var own = split.SelectMany(parts => parts).Where(part => part.Token >= 0).Select(part => part.Token).ToList();
        if (_vocabulary.Before is [var first, ..] && (split.Count == 0 || split[0].Count == 0 || split[0][0].Token != first))
            tokens.AddRange(_vocabulary.Before);
        if (!own.TrueForAll(guarded.Contains))
            guarded = [.. guarded, .. own];
        var last = -1;
        for (var index = 0; index < pieces.Count; index++)
        {
            if (pieces[index].Turn >= 0)
            {
                run.Add(pieces[index]);
                continue;
            }

            foreach (var (text, token) in split[index])
            {
                if (token < 0)
                {
                    run.Add(new ChatPiece(text, ChatPiece.Template));
                    continue;
                }

                AddRun(run, last, token, guarded, tokens, segments);
                tokens.Add(token);
                last = token;
            }
        }

        AddRun(run, last, -1, guarded, tokens, segments);
        return new EncodedChat([.. tokens], segments);
    }

    private bool IsSpecial(int token) => _guarded.Contains(token) || (_vocabulary.Attributes(token) & (Control | UserDefined)) != 0;

    // The special tokens of the template's text, and the text between them.
    private List<(string Text, int Token)> Split(string text)
    {
        var parts = new List<(string, int)>();
        var done = 0;
        foreach (var token in _vocabulary.Tokenize(text, false, SpecialTokens.Recognise).Where(IsSpecial))
        {
            var written = _vocabulary.Written(token);
            var at = written.Length == 0 ? -1 : text.IndexOf(written, done, StringComparison.Ordinal);
            if (at < 0)
                continue;
            if (at > done)
                parts.Add((text[done..at], -1));
            parts.Add((written, token));
            done = at + written.Length;
        }

        if (done < text.Length)
            parts.Add((text[done..], -1));
        return parts;
    }

    private void AddRun(List<ChatPiece> run, int before, int after, HashSet<int> guarded, List<int> tokens, List<ChatSegment> segments)
    {
        // As the engine does it for special tokens that take the white space beside them.
        if (before >= 0 && _vocabulary.TakesSpace(before).After)
            Trim(run, 0, 1, text => text.TrimStart(" \t\n\v\f\r").ToString());
        if (after >= 0 && _vocabulary.TakesSpace(after).Before)
            Trim(run, run.Count - 1, -1, text => text.TrimEnd(" \t\n\v\f\r").ToString());
        Compose(run);
        var text = string.Concat(run.Select(piece => piece.Text));
        if (text.Length > 0)
        {
            var cuts = new SortedSet<int>();
            var made = new List<int>();
            var places = new List<(int Start, int End)>();
            var continues = before >= 0;
            if (!Tokenize(text, continues, cuts, made, places) && run.Count > 1)
            {
                // The vocabulary changes texts, so that only what is tokenized apart is known to be a content's.
                var end = 0;
                foreach (var piece in run[..^1])
                    _ = cuts.Add(end += piece.Text.Length);
                _ = Tokenize(text, continues, cuts, made, places);
            }

            // Some vocabularies merge characters to a control token, or keep a special token as no control token.
            for (var rounds = 0; made.Where(guarded.Contains).Distinct().ToList() is { Count: > 0 } found; rounds++)
            {
                if (rounds == TextCuts.MostRounds || !TextCuts.Add(text, found.Select(_vocabulary.Written), cuts))
                    throw new InferenceException(
                        $"A text of the conversation becomes the control token {found[0]} ({_vocabulary.Written(found[0])}) of the model "
                        + "although it is to stay text; it cannot be given to this model.");
                _ = Tokenize(text, continues, cuts, made, places);
            }

            Locate(run, made, places, tokens.Count, segments);
            tokens.AddRange(made);
        }

        run.Clear();
    }

    // Where that changes nothing between the pieces, such as a mark at the start of a content, the bytes of each piece's tokens are then its own.
    private void Compose(List<ChatPiece> run)
    {
        var composed = run.ConvertAll(piece => piece with { Text = _vocabulary.Composed(piece.Text) });
        if (string.Concat(composed.Select(piece => piece.Text)) != _vocabulary.Composed(string.Concat(run.Select(piece => piece.Text))))
            return;
        run.Clear();
        run.AddRange(composed);
    }

    private static void Trim(List<ChatPiece> run, int first, int step, Func<ReadOnlySpan<char>, string> trim)
    {
        for (var index = first; index >= 0 && index < run.Count; index += step)
        {
            run[index] = run[index] with { Text = trim(run[index].Text) };
            if (run[index].Text.Length > 0)
                return;
        }
    }

    // The tokens of a text, and the bytes of it that each holds; all of a part between cuts where that is not known. False then.
    private bool Tokenize(string text, bool continues, SortedSet<int> cuts, List<int> tokens, List<(int Start, int End)> places)
    {
        var known = true;
        tokens.Clear();
        places.Clear();
        var (start, bytes) = (0, 0);
        foreach (var end in cuts.Append(text.Length))
        {
            var part = Encoding.UTF8.GetBytes(text[start..end]);
            var ids = _vocabulary.Tokenize(text[start..end], SpecialTokens.AsText, continues || start > 0);
            var pieces = Array.ConvertAll(ids, id => _vocabulary.Piece(id, special: true));
            if (!TokenPlaces.TryAdd(part, pieces, bytes, places))
            {
                known = false;
                places.AddRange(Enumerable.Repeat((bytes, bytes + part.Length), ids.Length));
            }

            tokens.AddRange(ids);
            bytes += part.Length;
            start = end;
        }

        return known;
    }

    private static void Locate(List<ChatPiece> run, List<int> made, List<(int Start, int End)> places, int offset, List<ChatSegment> segments)
    {
        var start = 0;
        foreach (var piece in run)
        {
            var end = start + Encoding.UTF8.GetByteCount(piece.Text);
            if (piece.Turn >= 0 && end > start)
            {
                var first = places.FindIndex(place => place.End > start && place.Start < end);
                var last = places.FindLastIndex(place => place.Start < end && place.End > start);
                if (first >= 0)
                    segments.Add(new ChatSegment(piece.Turn, offset + first, last - first + 1));
            }

            start = end;
        }
    }
}
