namespace Rlar.Thinking;

/// <summary>What a mark in a model's text does.</summary>
internal enum ThinkingMarkKind
{
    /// <summary>Opens a section of thinking.</summary>
    Opens,

    /// <summary>Closes a section of its own kind.</summary>
    Closes,

    /// <summary>Begins the answer: it closes a section of its family.</summary>
    Answers,

    /// <summary>Begins a call of a tool: it closes a section of its family, and is read with the call.</summary>
    Calls,

    /// <summary>Stands around the final answer within an answer, as a box does.</summary>
    Boxes,
}
