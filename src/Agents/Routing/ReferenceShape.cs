namespace Rlar.Agents.Routing;

/// <summary>What a reference looks like, which tells how an answer may be compared with it.</summary>
internal enum ReferenceShape
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A number: 18, -3.5, 1,000, $7.50, 25%, 3/4, or a worked solution that ends in "#### 18".</summary>
    Number,

    /// <summary>Mathematics beyond a number: LaTeX, an equation, an interval.</summary>
    Latex,

    /// <summary>A choice letter: B, (B), B.</summary>
    Choice,

    /// <summary>A safety label: "safe" or "unsafe".</summary>
    Safety,

    /// <summary>A JSON object or list.</summary>
    Json,

    /// <summary>A call of a tool: tagged, or as Python writes it.</summary>
    Call,

    /// <summary>A program.</summary>
    Code,

    /// <summary>A few words: a name, a date, yes or no.</summary>
    Short,

    /// <summary>Sentences.</summary>
    Prose,
}
