namespace Rlar.Agents.Scouting.Cards;

/// <summary>A number that a card claims. A claim only: nothing is chosen for it.</summary>
/// <param name="Benchmark">The benchmark, one of <see cref="CardReader.Benchmarks"/>.</param>
/// <param name="Value">The number as it is written, a percentage where it is above 1.</param>
public readonly record struct ClaimedMetric(string Benchmark, double Value);
