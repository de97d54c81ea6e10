namespace Rlar.Agents.Drafts;

/// <summary>What the content of a draft is, which decides who makes a tool of it.</summary>
public enum DraftForm
{
    /// <summary>A composition of parametric checks, as JSON: no code.</summary>
    Template,

    /// <summary>A C# script that defines <c>Score(prompt, completion, reference, data)</c>; it runs in the sandbox alone.</summary>
    Script,

    /// <summary>A reference to a reward model: where its file is and what its hash must be, as JSON.</summary>
    Model,

    /// <summary>Weighted criteria, each bound to a verifier or to a question for a judge, as JSON.</summary>
    Rubric,
}
