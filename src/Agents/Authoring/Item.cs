namespace Rlar.Agents.Authoring;

/// <summary>A phrase of a description with what it can mean.</summary>
/// <param name="Text">As it is written; of a quoted text, what is inside.</param>
/// <param name="Kind">The kind of its only token; of a phrase, a word.</param>
/// <param name="Meanings">What it can mean; nothing for a word that is not known.</param>
/// <param name="Tokens">How many tokens it has.</param>
internal sealed record Item(string Text, TokenKind Kind, IReadOnlyList<Meaning> Meanings, int Tokens)
{
    /// <summary>The value of a number.</summary>
    internal double Number { get; init; }

    /// <summary>Whether it stood in quotation marks.</summary>
    internal bool IsQuoted { get; init; }

    /// <summary>Whether it is one word that begins with a capital, and not only because it begins a sentence.</summary>
    internal bool IsName { get; init; }

    /// <summary>Whether it can stand for itself in a list of texts: one word, number or quoted text.</summary>
    internal bool IsElement => Kind == TokenKind.Text || (Tokens == 1 && Text.Any(char.IsLetterOrDigit));

    internal bool Is(string name) => Kind != TokenKind.Text && Meanings.Any(meaning => meaning.Name == name);

    internal bool Is(string name, string value) => Kind != TokenKind.Text && Meanings.Any(meaning => meaning.Name == name && meaning.Value == value);

    internal string? ValueOf(string name) => Kind == TokenKind.Text ? null : Meanings.Where(meaning => meaning.Name == name).Select(meaning => meaning.Value).FirstOrDefault();
}
