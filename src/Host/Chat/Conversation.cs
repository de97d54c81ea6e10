using Rlar.Inference;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Chat;
using Rlar.Inference.Templates;

namespace Rlar.Host.Chat;

/// <summary>
/// What was said so far, as a model's tokens: by its chat template, or, of a model that has none and only continues text, what was typed last.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="template">Its template, or null: it only continues text.</param>
/// <param name="system">A system message before all, or null.</param>
/// <param name="room">Tokens that a prompt may have; the oldest turns go where it has more.</param>
internal sealed class Conversation(LlamaModel model, ChatTemplate? template, string? system, int room)
{
    private readonly List<ChatTurn> _turns = [];

    /// <summary>Whether turns went because they had no room any more.</summary>
    internal bool HasForgotten { get; private set; }

    /// <summary>The prompt after which the answer to a line stands.</summary>
    internal int[] Ask(string line)
    {
        if (template is null)
            return model.Vocabulary.Tokenize(line, addSpecial: true, SpecialTokens.AsText);
        _turns.Add(new ChatTurn(TurnRole.User, line));
        for (; ; HasForgotten = true)
        {
            var prompt = template.Encode(system is null ? _turns : [new ChatTurn(TurnRole.System, system), .. _turns], addAssistant: true);
            // A line that is too long alone is for the engine to refuse.
            if (prompt.Length <= room || _turns.Count == 1)
                return prompt;
            _turns.RemoveRange(0, 2);
        }
    }

    /// <summary>Remembers the answer; a question that had none is forgotten.</summary>
    internal void Answer(string text)
    {
        if (template is null)
            return;
        if (text.Length > 0)
            _turns.Add(new ChatTurn(TurnRole.Assistant, text));
        else
            _turns.RemoveAt(_turns.Count - 1);
    }
}
