namespace Rlar.Inference.Templates;

/// <summary>A part of a conversation as a template writes it.</summary>
/// <param name="Text">The text; trimmed where the template trims contents.</param>
/// <param name="Turn">The turn whose content it is; -1 for what the template writes.</param>
internal readonly record struct ChatPiece(string Text, int Turn)
{
    /// <summary>What <see cref="Turn"/> is for the template's own text.</summary>
    internal const int Template = -1;
}
