namespace Rlar.Agents.Scripts.Patterns;

/// <summary>What matches a place and no character.</summary>
internal enum PatternPlace
{
    /// <summary>\A, and ^ without lines.</summary>
    Start,

    /// <summary>^ with lines.</summary>
    LineStart,

    /// <summary>\z.</summary>
    End,

    /// <summary>\Z, and $ without lines.</summary>
    LastEnd,

    /// <summary>$ with lines.</summary>
    LineEnd,

    /// <summary>\b.</summary>
    WordEdge,

    /// <summary>\B.</summary>
    NoWordEdge,

    /// <summary>\G.</summary>
    SearchStart,
}
