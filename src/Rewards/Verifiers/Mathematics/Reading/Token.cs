namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

/// <summary>A piece of an answer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="IsSpaced">Whether there was space before it.</param>
/// <param name="IsText">Whether it stands in \text{...} or the like.</param>
/// <param name="IsProse">Whether it stands outside of mathematics altogether.</param>
/// <param name="Start">Where it begins in the normalised source.</param>
internal readonly record struct Token(TokenKind Kind, string Text, bool IsSpaced, bool IsText, bool IsProse, int Start)
{
    internal bool Is(char sign) => Kind == TokenKind.Sign && Text.Length == 1 && Text[0] == sign;

    internal bool IsCommand(string name) => Kind == TokenKind.Command && Text == name;

    internal bool IsWord(string word) => Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
