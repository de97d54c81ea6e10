namespace Rlar.Agents.Drafts;

/// <summary>What a drafted tool must find in a row; a draft is kept in a file, so that it names them and carries no predicates of its own.</summary>
[Flags]
public enum DraftNeeds
{
    /// <summary>Nothing but the completion.</summary>
    None = 0,

    /// <summary>At least one reference.</summary>
    Reference = 1,

    /// <summary>Tests.</summary>
    Tests = 2,

    /// <summary>Constraints.</summary>
    Constraints = 4,

    /// <summary>A prompt.</summary>
    Prompt = 8,
}
