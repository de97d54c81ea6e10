namespace Rlar.Agents.Evolution;

/// <summary>A walk over a data set.</summary>
/// <param name="Tasks">The tasks in the order of their first rows.</param>
/// <param name="Steps">How many times an author was asked, in this run and in those that it continues.</param>
/// <param name="Resumed">How many tasks an earlier run had finished.</param>
/// <param name="IsCancelled">Whether it was stopped; the same command goes on where it stopped.</param>
public sealed record EvolutionReport(IReadOnlyList<TaskEvolution> Tasks, int Steps, int Resumed, bool IsCancelled);
