using System.Text;
using Rlar.Inference.Templates;

namespace Rlar.Inference.Llama.Chat;

/// <summary>A family that llama.cpp does not have, or takes for another: what stands before and after the content of each role.</summary>
internal sealed class OwnFamily : MarkedFamily
{
    private readonly (string Before, string After) _system;
    private readonly (string Before, string After) _user;
    private readonly (string Before, string After) _assistant;
    private readonly string _answer;

    private OwnFamily(
        string name, (string Before, string After) system, (string Before, string After) user,
        (string Before, string After) assistant, string answer) =>
        (Name, _system, _user, _assistant, _answer) = (name, system, user, assistant, answer);

    /// <inheritdoc/>
    internal override string Name { get; }

    /// <summary>Their names.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["tinyllama", "alpaca"];

    /// <summary>A family by its name, with the vocabulary's end token; null where there is none.</summary>
    internal static OwnFamily? Of(string name, LlamaVocabulary vocabulary)
    {
        var end = vocabulary.EndOfText is { } token ? vocabulary.Written(token) : "";
        return name switch
        {
            // Zephyr's, as TinyLlama-1.1B-Chat has it: llama.cpp 0.5 takes it for that of GLM-Edge, which ends no turn.
            "tinyllama" => new OwnFamily(name, ("<|system|>\n", $"{end}\n"), ("<|user|>\n", $"{end}\n"), ("<|assistant|>\n", $"{end}\n"), "<|assistant|>\n"),
            "alpaca" => new OwnFamily(name, ("", "\n\n"), ("### Instruction:\n", "\n\n"), ("### Response:\n", $"{end}\n\n"), "### Response:\n"),
            _ => null,
        };
    }

    /// <summary>The name of the family of a Jinja template that llama.cpp takes for another; null where it is not one of ours.</summary>
    internal static string? Mistaken(string jinja) =>
        Bare(jinja).Contains("'<|user|>'+message['content']+eos_token", StringComparison.Ordinal) ? "tinyllama" : null;

    /// <summary>The name of the family of a Jinja template that llama.cpp does not know; null where it is not one of ours.</summary>
    internal static string? Recognise(string jinja) =>
        jinja.Contains("### Instruction:", StringComparison.Ordinal) && jinja.Contains("### Response:", StringComparison.Ordinal) ? "alpaca" : null;

    /// <inheritdoc/>
    internal override string Write(IReadOnlyList<ChatTurn> turns, bool addAssistant)
    {
        var text = new StringBuilder();
        foreach (var turn in turns)
        {
            var (before, after) = turn.Role switch { TurnRole.System => _system, TurnRole.User => _user, _ => _assistant };
            _ = text.Append(before).Append(turn.Content).Append(after);
        }

        return text.Append(addAssistant ? _answer : "").ToString();
    }

    // A line end inside a Jinja string is written as itself or as \n.
    private static string Bare(string jinja) =>
        string.Concat(jinja.Replace("\\n", "", StringComparison.Ordinal).Where(character => !char.IsWhiteSpace(character)))
            .Replace('"', '\'');
}
