namespace Rlar.Agents.Planning;

/// <summary>What a way to reward needs of a task's rows and of the machine.</summary>
[Flags]
public enum PlanNeeds
{
    /// <summary>Nothing but the completion.</summary>
    None = 0,

    /// <summary>References.</summary>
    Reference = 1,

    /// <summary>Tests.</summary>
    Tests = 2,

    /// <summary>Constraints.</summary>
    Constraints = 4,

    /// <summary>Prompts.</summary>
    Prompt = 8,

    /// <summary>A model that may be asked.</summary>
    Model = 16,
}
