using System.Text;
using Rlar.Inference.Templates;
using Rlar.Rewards.Models;

namespace Rlar.Rewards.Judges;

/// <summary>A prompt of a judge: turns with places for texts, from a data file (src/Rewards/Judges/Prompts).</summary>
/// <param name="Turns">The turns, with places written as {{name}}.</param>
internal sealed record JudgePrompt(IReadOnlyList<ChatTurn> Turns)
{
    /// <summary>One of RLAR's.</summary>
    internal static JudgePrompt BuiltIn(string mode) => Parse(ResourceText.Read($"judge-{mode}.txt"));

    /// <summary>Reads a file: a line [system] or [user] begins a turn.</summary>
    internal static JudgePrompt Parse(string text)
    {
        var turns = new List<ChatTurn>();
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd().Split('\n'))
        {
            if (line is "[system]" or "[user]")
                turns.Add(new ChatTurn(line == "[user]" ? TurnRole.User : TurnRole.System, ""));
            else
                turns[^1] = turns[^1] with { Content = turns[^1].Content.Length == 0 ? line : $"{turns[^1].Content}\n{line}" };
        }

        return new JudgePrompt(turns);
    }

    /// <summary>
    /// The same question to a model that writes JSON: the sentence that asks for a bare verdict asks for {"verdict": ...}. A prompt without that sentence
    /// asks for JSON already.
    /// </summary>
    internal JudgePrompt AsJson() => new([.. Turns.Select(turn => turn with { Content = AsJson(turn.Content) })]);

    /// <summary>The conversation. What is put in is not looked at again: a text with {{answer}} in it stays as it is.</summary>
    /// <param name="values">The text of each place.</param>
    internal IReadOnlyList<ChatTurn> Render(IReadOnlyDictionary<string, string> values) =>
        [.. Turns.Select(turn => turn with { Content = Fill(turn.Content, values) })];

    /// <summary>The places, in order.</summary>
    internal IEnumerable<string> Places =>
        Turns.SelectMany(turn =>
            turn.Content.Split("{{").Skip(1).Select(part => part[..part.IndexOf("}}", StringComparison.Ordinal)]));

    private static string AsJson(string content)
    {
        const string opening = "Reply with ";
        const string ending = " and nothing else.";
        var at = content.LastIndexOf(opening, StringComparison.Ordinal);
        if (at < 0 || !content.EndsWith(ending, StringComparison.Ordinal))
            return content;
        var verdict = content[(at + opening.Length)..^ending.Length];
        return $$"""{{content[..at]}}Reply with JSON: {"verdict": ...}, with {{verdict}} for the dots, and nothing else.""";
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder();
        var at = 0;
        for (var open = text.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = text.IndexOf("{{", at, StringComparison.Ordinal))
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            filled.Append(text, at, open - at).Append(values[text[(open + 2)..close]]);
            at = close + 2;
        }

        return filled.Append(text, at, text.Length - at).ToString();
    }
}
