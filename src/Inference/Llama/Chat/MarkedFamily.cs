using Rlar.Inference.Templates;

namespace Rlar.Inference.Llama.Chat;

/// <summary>A family that writes whole texts: one that llama.cpp has built in, or one of <see cref="OwnFamily"/>.</summary>
internal abstract class MarkedFamily : ChatFamily
{
    // No template writes any of these, and trimming takes the vertical tabulator only.
    private const char Open = '\u0001';
    private const char Close = '\u0002';
    private const char Margin = '\v';

    /// <summary>Whether it has a form for what a tool gave.</summary>
    internal virtual bool HasTools => false;

    /// <summary>Writes a conversation as it is.</summary>
    internal abstract string Write(IReadOnlyList<ChatTurn> turns, bool addAssistant);

    /// <inheritdoc/>
    /// <remarks>The contents are never in the text that is taken apart: marks stand in for them, so nothing in a content can look like a mark.</remarks>
    internal sealed override List<ChatPiece> Pieces(IReadOnlyList<ChatTurn> turns, bool addAssistant)
    {
        var tool = turns.ToList().FindIndex(turn => turn.Role == TurnRole.Tool);
        if (!HasTools && tool >= 0)
            throw SystemPlacement.None(Name, turns, tool);
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

    // Families without a place for a system turn leave it out.
    private IReadOnlyList<ChatTurn> WithSystemPlaced(IReadOnlyList<ChatTurn> turns)
    {
        var written = Write([.. turns.Select((turn, index) => turn with { Content = Mark(index) })], addAssistant: false);
        var missing = Enumerable.Range(0, turns.Count).Where(index => !written.Contains($"{Open}{index}{Close}", StringComparison.Ordinal)).ToList();
        return missing.Count == 0 ? turns : SystemPlacement.Place(Name, turns, missing);
    }
}
