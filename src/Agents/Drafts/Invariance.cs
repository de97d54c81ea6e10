namespace Rlar.Agents.Drafts;

/// <summary>A change of a completion that must not change a verdict. A draft says which hold of it; the gate tries them.</summary>
public enum Invariance
{
    /// <summary>Blanks and line ends before and after the completion.</summary>
    OuterWhitespace,

    /// <summary>Runs of blanks inside the completion made one, or one made two.</summary>
    InnerWhitespace,

    /// <summary>Capital and small letters.</summary>
    Case,

    /// <summary>The order of lines or list items.</summary>
    Order,

    /// <summary>A polite sentence before the answer or after it.</summary>
    Framing,
}
