namespace Rlar.Inference.Templates;

/// <summary>Where system messages go that a family has no place for: before the next user turn's content, or the last one's.</summary>
internal static class SystemPlacement
{
    /// <summary>The turns with some put into others; those that were put have no content left.</summary>
    /// <param name="family">The family's name.</param>
    /// <param name="turns">The turns.</param>
    /// <param name="missing">Those that the family has no place for, in their order.</param>
    /// <exception cref="InferenceException">One is no system message, or there is no user turn.</exception>
    internal static IReadOnlyList<ChatTurn> Place(string family, IReadOnlyList<ChatTurn> turns, IReadOnlyList<int> missing)
    {
        var placed = turns.ToList();
        // Backwards, so that several before one turn keep their order.
        foreach (var index in missing.Reverse())
        {
            var target = placed.FindIndex(index, turn => turn.Role == TurnRole.User);
            if (target < 0)
                target = placed.FindLastIndex(turn => turn.Role == TurnRole.User);
            if (turns[index].Role != TurnRole.System || target < 0)
                throw None(family, turns, index);
            placed[target] = placed[target] with { Content = $"{turns[index].Content}\n\n{placed[target].Content}" };
            placed[index] = placed[index] with { Content = "" };
        }

        return placed;
    }

    /// <summary>The error for a turn that has no place.</summary>
    internal static InferenceException None(string family, IReadOnlyList<ChatTurn> turns, int turn) => new(
        $"The chat template {family} has no place for turn {turn} ({turns[turn].Role}) of the conversation. "
        + (turns[turn].Role == TurnRole.System ? "Add a user turn, " : "Say it in a turn of another role, ") + "or choose another template.");
}
