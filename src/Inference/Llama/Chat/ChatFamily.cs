namespace Rlar.Inference.Llama.Chat;

/// <summary>A way to write conversations: one that llama.cpp has built in, or one of <see cref="OwnFamily"/>.</summary>
internal abstract class ChatFamily
{
    // No template writes any of these, and trimming takes the vertical tabulator only.
    private const char Open = '\u0001';
    private const char Close = '\u0002';
    private const char Margin = '\v';

    /// <summary>Its name.</summary>
    internal abstract string Name { get; }

    /// <summary>Writes a conversation as it is.</summary>
    internal abstract string Write(IReadOnlyList<ChatTurn> turns, bool addAssistant);

    /// <summary>
    /// The parts of a conversation. The contents are never in the text that is taken apart: marks stand in for them, so nothing in a content
    /// can look like a mark.
    /// </summary>
    /// <exception cref="InferenceException">The family has no place for a turn.</exception>
    internal List<ChatPiece> Pieces(IReadOnlyList<ChatTurn> turns, bool addAssistant)
    {
        turns = WithSystemPlaced(turns);
        var pieces = Split(Write([.. turns.Select((turn, index) => turn with { Content = turn.Content.Length == 0 ? "" : Mark(index) })], addAssistant), turns);
        // What trims to nothing is empty to a template, and some then leave out what goes around it.
        var trimmed = pieces.Where(piece => piece.Turn >= 0 && piece.Text.Length == 0).Select(piece => piece.Turn).ToHashSet();
        if (trimmed.Count == 0)
            return pieces;
        return Split(
            Write(
                [.. turns.Select((turn, index) =>
                    turn with { Content = turn.Content.Length == 0 || trimmed.Contains(index) ? "" : Mark(index) })],
                addAssistant),
            turns);
    }

    private static string Mark(int index) => $"{Margin}{Open}{index}{Close}{Margin}";

    private static List<ChatPiece> Split(string text, IReadOnlyList<ChatTurn> turns)
    {
        var pieces = new List<ChatPiece>();
        var done = 0;
        for (var open = text.IndexOf(Open); open >= 0; open = text.IndexOf(Open, done))
        {
            var close = text.IndexOf(Close, open);
            var turn = int.Parse(text.AsSpan(open + 1, close - open - 1), System.Globalization.CultureInfo.InvariantCulture);
            var content = turns[turn].Content.AsSpan();
            var start = open;
            if (open > done && text[open - 1] == Margin)
                start--;
            else
                content = content.TrimStart(" \t\n\v\f\r");
            var end = close + 1;
            if (end < text.Length && text[end] == Margin)
                end++;
            else
                content = content.TrimEnd(" \t\n\v\f\r");
            if (start > done)
                pieces.Add(new ChatPiece(text[done..start], ChatPiece.Template));
            pieces.Add(new ChatPiece(content.ToString(), turn));
            done = end;
        }

        if (done < text.Length)
            pieces.Add(new ChatPiece(text[done..], ChatPiece.Template));
        return pieces;
    }

    // Families without a place for a system turn leave it out; it then goes before the next user turn's content, or the last one's.
    private IReadOnlyList<ChatTurn> WithSystemPlaced(IReadOnlyList<ChatTurn> turns)
    {
        var written = Write([.. turns.Select((turn, index) => turn with { Content = Mark(index) })], addAssistant: false);
        var missing = Enumerable.Range(0, turns.Count).Where(index => !written.Contains($"{Open}{index}{Close}", StringComparison.Ordinal)).ToList();
        if (missing.Count == 0)
            return turns;
        var placed = turns.ToList();
        // Backwards, so that several before one turn keep their order.
        foreach (var index in missing.AsEnumerable().Reverse())
        {
            var target = placed.FindIndex(index, turn => turn.Role == TurnRole.User);
            if (target < 0)
                target = placed.FindLastIndex(turn => turn.Role == TurnRole.User);
            if (turns[index].Role != TurnRole.System || target < 0)
                throw new InferenceException(
                    $"The chat template {Name} has no place for turn {index} ({turns[index].Role}) of the conversation. "
                    + "Add a user turn, or choose another template.");
            placed[target] = placed[target] with { Content = $"{turns[index].Content}\n\n{placed[target].Content}" };
            placed[index] = placed[index] with { Content = "" };
        }

        return placed;
    }
}

/// <summary>A part of a conversation as a template writes it.</summary>
/// <param name="Text">The text; trimmed where the template trims contents.</param>
/// <param name="Turn">The turn whose content it is; -1 for what the template writes.</param>
internal readonly record struct ChatPiece(string Text, int Turn)
{
    /// <summary>What <see cref="Turn"/> is for the template's own text.</summary>
    internal const int Template = -1;
}
