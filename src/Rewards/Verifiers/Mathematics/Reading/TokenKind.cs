namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    End,

    /// <summary>Digits with at most one point, thousands already joined.</summary>
    Number,

    /// <summary>One letter.</summary>
    Letter,

    /// <summary>Letters that belong together: a word of text, or the name of a function or a unit.</summary>
    Word,

    /// <summary>A LaTeX command, without its backslash.</summary>
    Command,

    /// <summary>Any other character.</summary>
    Sign,
}
