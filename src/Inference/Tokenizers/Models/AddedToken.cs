namespace Rlar.Inference.Tokenizers.Models;

/// <summary>A token that was added to a vocabulary and is looked for in the text before the model sees it.</summary>
internal sealed record AddedToken
{
    /// <summary>Its id.</summary>
    internal required int Id { get; init; }

    /// <summary>What it is written like.</summary>
    internal required string Content { get; init; }

    /// <summary>Whether it must not touch a word character.</summary>
    internal bool SingleWord { get; init; }

    /// <summary>Whether it takes in the white space before it.</summary>
    internal bool LeftStrip { get; init; }

    /// <summary>Whether it takes in the white space after it.</summary>
    internal bool RightStrip { get; init; }

    /// <summary>Whether it is looked for in the text after normalisation.</summary>
    internal bool Normalized { get; init; }

    /// <summary>Whether it is a special token, left out where a text is decoded for reading.</summary>
    internal bool Special { get; init; }
}
