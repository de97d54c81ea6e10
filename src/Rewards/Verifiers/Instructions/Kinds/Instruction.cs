namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>One instruction of a row, with its arguments.</summary>
/// <param name="Id">Its id as the row has it.</param>
/// <param name="Check">Whether a response follows it.</param>
internal sealed record Instruction(string Id, Predicate<string> Check);
