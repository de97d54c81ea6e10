namespace Rlar.Inference.Llama.Grammar;

/// <summary>One place of a rule: a character of a set, or what another rule stands for.</summary>
/// <param name="Set">The characters; null for a rule.</param>
/// <param name="Rule">The rule's index where <paramref name="Set"/> is null.</param>
internal readonly record struct GrammarSymbol(CharSet? Set, int Rule);
