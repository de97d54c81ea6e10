namespace Rlar.Agents.Evolution;

/// <summary>Rows that ask for the same, by what they say of themselves.</summary>
/// <param name="Label">The label of the task, at most three words; "untitled" where rows name none.</param>
/// <param name="Description">What an answer must do, as the rows say it; "" where they do not.</param>
/// <param name="Rows">The rows in the data set's order.</param>
public sealed record EvolutionTask(string Label, string Description, IReadOnlyList<EvolutionRow> Rows)
{
    /// <summary>What names the task in journal and reports: label and description.</summary>
    public string Key => TaskGrouping.KeyOf(Label, Description);
}
