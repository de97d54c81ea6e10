namespace Rlar.Inference.Templates.Jinja;

/// <summary>
/// A chat template of a model's file, in the part of Jinja that chat templates use. What it writes is exact or refused: what is not known is refused
/// when it is read where that can be seen, else when it is met. It reads no clock and no file, and its steps are bounded.
/// </summary>
internal sealed class JinjaTemplate
{
    private const int MostCharacters = 1 << 20;
    private readonly List<JinjaStatement> _statements;

    private JinjaTemplate(List<JinjaStatement> statements) => _statements = statements;

    /// <summary>Reads one.</summary>
    /// <exception cref="JinjaException">It is no template, or uses what is not known.</exception>
    internal static JinjaTemplate Read(string source) => source.Length <= MostCharacters
        ? new JinjaTemplate(JinjaParser.Read(source))
        : throw JinjaException.Unknown($"a template of {source.Length} characters");

    /// <summary>Writes a conversation.</summary>
    /// <param name="turns">The turns.</param>
    /// <param name="addAssistant">What the template sees as <c>add_generation_prompt</c>.</param>
    /// <param name="beginning">What it sees as <c>bos_token</c>.</param>
    /// <param name="end">What it sees as <c>eos_token</c>.</param>
    /// <exception cref="JinjaException">The template refuses the conversation, or uses what is not known.</exception>
    internal List<ChatPiece> Write(IReadOnlyList<ChatTurn> turns, bool addAssistant, string beginning, string end)
    {
        var scope = Globals(new JinjaBudget(turns.Sum(turn => (long)turn.Content.Length)));
        scope["messages"] = turns.Select((turn, index) => new JinjaMap
        {
            ["role"] = JinjaText.Of(turn.Role.ToString().ToLowerInvariant()),
            ["content"] = JinjaText.Of(turn.Content, index),
        }).ToList<object?>();
        scope["add_generation_prompt"] = addAssistant;
        scope["bos_token"] = JinjaText.Of(beginning);
        scope["eos_token"] = JinjaText.Of(end);
        var output = new List<JinjaText>();
        _ = JinjaStatement.Run(_statements, scope.Within(), output);
        var pieces = new List<ChatPiece>();
        JinjaText.Join(output).AddTo(pieces);
        return pieces;
    }

    // As transformers' apply_chat_template gives them, the clock left out.
    private static JinjaScope Globals(JinjaBudget budget)
    {
        var scope = new JinjaScope(null, budget);
        scope["tools"] = null;
        scope["documents"] = null;
        scope["raise_exception"] = new JinjaFunction(arguments =>
            throw JinjaException.Refused(JinjaValues.Written(arguments.Only("message").Get(0, "message", JinjaText.Empty)).Value));
        scope["namespace"] = new JinjaFunction(arguments => Filled(new JinjaMap { IsNamespace = true }, arguments));
        scope["dict"] = new JinjaFunction(arguments => Filled([], arguments));
        scope["range"] = new JinjaFunction(Range);
        return scope;
    }

    private static JinjaMap Filled(JinjaMap map, JinjaArguments arguments)
    {
        if (arguments.Values.Count > 0)
            throw JinjaException.Unknown("a namespace or mapping made of another");
        foreach (var (name, value) in arguments.Named)
            map[name] = value;
        return map;
    }

    private static object Range(JinjaArguments arguments)
    {
        var bounds = arguments.Only("start", "stop", "step").Values.Select(JinjaValues.Whole).ToArray();
        var (start, stop, step) = bounds.Length switch
        {
            1 => (0L, bounds[0], 1L),
            2 => (bounds[0], bounds[1], 1L),
            3 when bounds[2] != 0 => (bounds[0], bounds[1], bounds[2]),
            _ => throw JinjaException.Refused("a range without its end"),
        };
        var numbers = new List<object?>();
        for (Int128 number = start; step > 0 ? number < stop : number > stop; number += step)
        {
            arguments.Budget.Step();
            numbers.Add((long)number);
        }

        return numbers;
    }
}
