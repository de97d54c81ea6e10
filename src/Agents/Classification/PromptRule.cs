namespace Rlar.Agents.Classification;

/// <summary>A rule of <see cref="RuleClassifier"/>.</summary>
/// <param name="Name">What it goes by, for people.</param>
/// <param name="Task">The task that it names.</param>
/// <param name="Confidence">The share of the committed prompts that it fires on whose task this is, 0.0 to 1.0; a test holds it to the prompts.</param>
/// <param name="Fires">Whether it fires.</param>
internal sealed record PromptRule(string Name, string Task, double Confidence, Func<PromptSigns, bool> Fires)
{
    /// <summary>In the order in which they are asked: the first that fires decides.</summary>
    internal static IReadOnlyList<PromptRule> All { get; } =
    [
        new("it describes tools and asks for a call", "tool-call", 0.9, signs => signs.Schema > 0.3 && signs.Has("call") && signs.Code < 0.75),
        new("it asks for a translation and names a language", "translation", 0.9, signs =>
            signs.Asks("translate", "language") && signs.Code < 0.5 && !signs.Has("limit", "codeword")),
        new("it asks for a translation between scripts", "translation", 0.9, signs => signs.Asks("translate") && signs.Scripts > 0.15 && signs.Code < 0.5),
        new("it shows code", "code", 0.8, signs => signs.Code > 0.59 && signs.Schema < 0.5),
        new("it limits how the answer is written", "instruction-following", 0.8, signs => signs.Asks("limit", "unit") && signs.Has("write", "format")
            && !signs.Asks("summarise") && signs.Digits < 0.6 && signs.Mathematics < 0.4),
        new("it asks for a summary of a text", "summarisation", 0.9, signs => signs.Asks("summarise") && signs.Length > 150 && signs.Code < 0.5),
        new("it asks for a program", "code", 0.8, signs => signs.Asks("codeword") && (signs.Asks("implement") || signs.Asks("write"))
            && !signs.Has("harmobject") && signs.Schema < 0.3),
        new("it asks how to harm somebody", "safety", 0.7, signs => signs.Asks("harmverb") && signs.Has("target", "illegal") && !signs.Has("benigncontext", "codeword")
            && signs.Length < 300),
        new("it asks for a weapon, a drug or a forgery", "safety", 0.7, signs => signs.Asks("harmobject") && signs.Has("write", "illegal", "target", "harmverb")
            && !signs.Has("benigncontext", "fact") && signs.Length < 300),
        new("it counts things that have prices or measures", "mathematics", 0.85, signs => signs.Has("howmany") && signs.Has("money", "mathobject") && signs.Digits > 0.24),
        new("it asks to compute, with formulas or mathematical objects", "mathematics", 0.8, signs =>
            (signs.Asks("compute") || signs.Asks("solve")) && (signs.Mathematics > 0.25 || signs.Has("mathobject")) && signs.Code < 0.5 && !signs.Has("codeword")),
        new("it gives a text or options and asks about them", "qa", 0.7, signs => signs.Has("passage", "choice") && signs.Has("who", "what", "when", "where", "why")
            && !signs.Asks("limit") && signs.Code < 0.5),
        new("it speaks of itself or asks for company, advice or a piece of writing", "dialogue", 0.6, signs => signs.Length < 500 && signs.Digits < 0.5
            && (signs.Has("iuser", "feel", "greet") || signs.Asks("opinion") || signs.Asks("write", "creative"))
            && !signs.Has("codeword", "harmverb", "harmobject", "illegal")),
        new("it asks a question of fact", "qa", 0.65, signs => signs.Length < 250 && signs.Has("who", "what", "when", "where", "why", "howmany", "choice")
            && !signs.Has("harmverb", "harmobject", "illegal", "codeword") && signs.Mathematics < 0.4),
    ];
}
