namespace Rlar.Agents.Authoring;

/// <summary>What a token of a description is.</summary>
internal enum TokenKind
{
    /// <summary>Letters, with an apostrophe inside perhaps.</summary>
    Word,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>A text that the description names as it stands: quoted, a hashtag, an identifier, an example of a format.</summary>
    Text,

    /// <summary>Any other character.</summary>
    Mark,
}

/// <summary>A token of a description.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it is written; of a quoted text, what is inside.</param>
/// <param name="Key">As the lexicon has it: in small letters.</param>
/// <param name="IsQuoted">Whether it stood in quotation marks.</param>
/// <param name="Value">The value of a number.</param>
internal sealed record Token(TokenKind Kind, string Text, string Key, bool IsQuoted = false, double Value = 0);
