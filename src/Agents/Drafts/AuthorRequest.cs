namespace Rlar.Agents.Drafts;

/// <summary>What an author is asked for.</summary>
/// <param name="Task">The label of the task, at most three words.</param>
/// <param name="Description">What an answer must do, in a person's words; "" where nobody said it.</param>
/// <param name="Probes">Completions whose verdict is known, which the author may look at; none of those that the gate holds back.</param>
public sealed record AuthorRequest(string Task, string Description, IReadOnlyList<Probe> Probes)
{
    /// <summary>What was wrong with earlier drafts of this tool, in words. Default: nothing.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
