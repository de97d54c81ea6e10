namespace Rlar.Inference.Templates;

/// <summary>A way to write conversations: the file's own template, or one of a family that is known by name.</summary>
internal abstract class ChatFamily
{
    /// <summary>Its name.</summary>
    internal abstract string Name { get; }

    /// <summary>The parts of a conversation: what the template writes, and the contents between.</summary>
    /// <exception cref="InferenceException">The family has no place for a turn, or refuses the conversation.</exception>
    internal abstract List<ChatPiece> Pieces(IReadOnlyList<ChatTurn> turns, bool addAssistant);
}
