namespace Rlar.Inference.Heads;

/// <summary>How the states of a text's tokens become one result, by the numbers that GGUF has for it.</summary>
public enum ModelPooling
{
    /// <summary>Not at all: a state for each token.</summary>
    None = 0,

    /// <summary>Their mean.</summary>
    Mean = 1,

    /// <summary>That of the first token, [CLS].</summary>
    Cls = 2,

    /// <summary>That of the last token.</summary>
    Last = 3,

    /// <summary>A classification head over one of them: scores, not a vector.</summary>
    Rank = 4,
}
