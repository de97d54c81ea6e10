namespace Rlar.Scoring.Doubts;

/// <summary>Why a person should look at what a tool said of rows of one shape, the worst first.</summary>
public enum DoubtKind
{
    /// <summary>Groups of which every completion failed.</summary>
    Failed,

    /// <summary>Groups of which every completion was unscorable.</summary>
    Unscorable,

    /// <summary>Groups of which every completion got the tool's lowest reward.</summary>
    Lowest,

    /// <summary>Every group got the tool's highest reward throughout, over many groups: tests that check nothing, a reference among the completions.</summary>
    Highest,

    /// <summary>Within every group all completions got the same, over many groups: nothing to learn from.</summary>
    Constant,
}
