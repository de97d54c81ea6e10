namespace Rlar.Inference.Llama.Grammar;

/// <summary>A rule while a grammar is read.</summary>
/// <param name="name">Its name, or that of the rule that it is a part of.</param>
internal sealed class GrammarRule(string name)
{
    internal string Name => name;

    /// <summary>The alternatives; null as long as it is only spoken of.</summary>
    internal List<List<GrammarSymbol>>? Alternatives { get; set; }
}
