namespace Rlar.Rewards.Sandbox;

/// <summary>What one party wrote.</summary>
/// <param name="Stdout">Standard output.</param>
/// <param name="Stderr">Standard error.</param>
/// <param name="Report">The report, which the program of a command or a script cannot write to: their init writes the exit status there.</param>
public sealed record SandboxOutput(ReadOnlyMemory<byte> Stdout, ReadOnlyMemory<byte> Stderr, ReadOnlyMemory<byte> Report);
