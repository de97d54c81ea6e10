namespace Rlar;

/// <summary>What a tool must find in a row; without it every completion of the row is unscorable.</summary>
[Flags]
public enum ToolNeeds
{
    /// <summary>Nothing but the completion.</summary>
    None = 0,

    /// <summary>At least one reference.</summary>
    Reference = 1,

    /// <summary>Tests to run.</summary>
    Tests = 2,

    /// <summary>Constraints to check.</summary>
    Constraints = 4,

    /// <summary>A model: on this machine, or behind an address.</summary>
    Model = 8,

    /// <summary>The prompt.</summary>
    Prompt = 16,
}
