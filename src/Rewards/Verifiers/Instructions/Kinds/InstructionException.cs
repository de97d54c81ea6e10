namespace Rlar.Rewards.Verifiers.Instructions.Kinds;

/// <summary>A row's constraint cannot be checked: the fault is the row's and says nothing about a completion.</summary>
/// <param name="message">Which constraint and field, and what it takes.</param>
internal sealed class InstructionException(string message) : RlarException(message);
