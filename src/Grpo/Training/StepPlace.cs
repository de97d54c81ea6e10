namespace Rlar.Grpo.Training;

/// <summary>Which step of a run is done.</summary>
/// <param name="Step">Its number in the run, from 1.</param>
/// <param name="OfPhase">Its number in its phase, from 1.</param>
/// <param name="IsLast">Whether none comes after it.</param>
internal readonly record struct StepPlace(int Step, int OfPhase, bool IsLast);
