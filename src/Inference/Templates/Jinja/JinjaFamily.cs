namespace Rlar.Inference.Templates.Jinja;

/// <summary>The template of a model's own file, as it stands there.</summary>
internal sealed class JinjaFamily : ChatFamily
{
    // What a template does with these tells whether RLAR knows what it uses.
    private static readonly ChatTurn[][] Probes =
    [
        [new(TurnRole.User, "u")],
        [new(TurnRole.System, "s"), new(TurnRole.User, "u")],
        [new(TurnRole.System, "s"), new(TurnRole.User, "u"), new(TurnRole.Assistant, "a"), new(TurnRole.User, "v")],
        [new(TurnRole.User, "u"), new(TurnRole.Assistant, "a"), new(TurnRole.Tool, "t"), new(TurnRole.Assistant, "b"), new(TurnRole.User, "v")],
        [new(TurnRole.User, "u"), new(TurnRole.Assistant, "<think>\nb\n</think>\n\na")],
    ];

    private readonly JinjaTemplate _template;
    private readonly string _beginning;
    private readonly string _end;

    private JinjaFamily(string name, JinjaTemplate template, string beginning, string end) =>
        (Name, _template, _beginning, _end) = (name, template, beginning, end);

    /// <inheritdoc/>
    internal override string Name { get; }

    /// <summary>The file's template; null where it uses what RLAR does not know.</summary>
    /// <param name="jinja">Its source.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="beginning">How the model's first token is written; empty for none.</param>
    /// <param name="end">How its last one is.</param>
    /// <param name="unknown">What is not known; null where something can be written. Conversations that need it are then refused, each by itself.</param>
    internal static JinjaFamily? Of(string jinja, string name, string beginning, string end, out string? unknown)
    {
        unknown = null;
        try
        {
            var family = new JinjaFamily(name, JinjaTemplate.Read(jinja), beginning, end);
            var found = Array.ConvertAll(Probes, family.Unknown);
            unknown = found.Contains(null) ? null : found[0];
            return unknown is null ? family : null;
        }
        catch (JinjaException error)
        {
            unknown = error.Message;
            return null;
        }
    }

    /// <summary>What a template uses that RLAR does not know; null where it can be followed.</summary>
    internal static string? Unknown(string jinja)
    {
        _ = Of(jinja, "jinja", "", "", out var unknown);
        return unknown;
    }

    /// <inheritdoc/>
    internal override List<ChatPiece> Pieces(IReadOnlyList<ChatTurn> turns, bool addAssistant)
    {
        try
        {
            var pieces = Write(turns, addAssistant);
            var written = pieces.Select(piece => piece.Turn).ToHashSet();
            var missing = Enumerable.Range(0, turns.Count).Where(turn => !written.Contains(turn) && !string.IsNullOrWhiteSpace(turns[turn].Content)).ToList();
            if (missing.Exists(turn => turns[turn].Role == TurnRole.System))
                return WithSystemPlaced(turns, addAssistant);
            // An assistant's turn may be all thoughts, which many templates leave out of what came before.
            return missing.FindIndex(turn => turns[turn].Role != TurnRole.Assistant) is var at and >= 0
                ? throw SystemPlacement.None(Name, turns, missing[at])
                : pieces;
        }
        catch (JinjaException error) when (!error.IsUnknown && turns.Any(turn => turn.Role == TurnRole.System))
        {
            // Many a template refuses system messages and nothing else of the conversation.
            try
            {
                return WithSystemPlaced(turns, addAssistant);
            }
            catch (Exception second) when (second is JinjaException or InferenceException)
            {
                throw Refused(error);
            }
        }
        catch (JinjaException error)
        {
            throw Refused(error);
        }
    }

    private List<ChatPiece> Write(IReadOnlyList<ChatTurn> turns, bool addAssistant) => _template.Write(turns, addAssistant, _beginning, _end);

    private List<ChatPiece> WithSystemPlaced(IReadOnlyList<ChatTurn> turns, bool addAssistant)
    {
        var all = Enumerable.Range(0, turns.Count).Where(turn => turns[turn].Role == TurnRole.System);
        var placed = SystemPlacement.Place(Name, turns, [.. all]);
        var kept = Enumerable.Range(0, turns.Count).Where(turn => turns[turn].Role != TurnRole.System).ToList();
        return [.. Write([.. kept.Select(turn => placed[turn])], addAssistant)
            .Select(piece => piece.Turn < 0 ? piece : piece with { Turn = kept[piece.Turn] })];
    }

    private string? Unknown(ChatTurn[] probe)
    {
        try
        {
            _ = Write(probe, addAssistant: true);
            return null;
        }
        catch (JinjaException error) when (!error.IsCostly)
        {
            return error.IsUnknown ? error.Message : null;
        }
    }

    private InferenceException Refused(JinjaException error) => new(
        error.IsCostly ? $"The chat template {Name} of the model's file was stopped: {error.Message}. Choose another template."
        : error.IsUnknown ? $"The chat template {Name} of the model's file needs for this conversation what RLAR cannot tell: {error.Message}. "
            + "Give a system message where there is none, or choose another template."
        : $"The chat template {Name} of the model's file refuses the conversation: {error.Message}. Change its turns, or choose another template.");
}
