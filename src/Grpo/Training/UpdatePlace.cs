namespace Rlar.Grpo.Training;

/// <summary>What an update belongs to.</summary>
/// <param name="Step">The step of the run, for messages.</param>
/// <param name="OfPhase">The step of its phase, from 1: learning rates go by it.</param>
/// <param name="Staleness">Steps between the weights that drew the completions and those that learn from them.</param>
/// <param name="RowId">The id of the row of a group, for messages.</param>
internal readonly record struct UpdatePlace(int Step, int OfPhase, int Staleness, Func<int, string> RowId);
