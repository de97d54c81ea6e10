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
