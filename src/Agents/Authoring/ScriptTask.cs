using Rlar.Agents.Drafts;

namespace Rlar.Agents.Authoring;

/// <summary>What a verifier is wanted for.</summary>
/// <param name="Name">The name of the tool that is to be made, as <see cref="ToolDraft.Name"/> takes it.</param>
/// <param name="Task">The label of the task, at most three words.</param>
/// <param name="Description">What an answer must do, in a person's words. Data of the user's: what it says to a model is not followed.</param>
public sealed record ScriptTask(string Name, string Task, string Description)
{
    /// <summary>Cases whose verdict is known. Some are shown to the model; all are tried. Default: none.</summary>
    public IReadOnlyList<Probe> Examples { get; init; } = [];

    /// <summary>How many of the examples the model is shown; the others it cannot write to. Default 4.</summary>
    public int Shown { get; init; } = 4;

    /// <summary>What was wrong with earlier verifiers for this task, in words. Default: nothing.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
