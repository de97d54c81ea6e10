namespace Rlar.Inference.Llama.Grammar;

/// <summary>What is still to come, the next place first: one way in which a text may go on.</summary>
/// <param name="Id">A number of its own; equal stacks of one automaton are one object.</param>
/// <param name="Place">The next place.</param>
/// <param name="Rest">What comes after its rule; null for nothing.</param>
internal sealed record GrammarStack(int Id, int Place, GrammarStack? Rest);
