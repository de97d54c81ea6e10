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
        new("it describes tools and asks for a call", "tool-call", 0.95, signs =>
            signs.Code < 0.75 && (signs.Schema > 0.3 ? signs.Has("call") : signs.Schema > 0 && signs.Asks("call") && !signs.Asks("codeword"))),
        new("it asks for a translation and names a language", "translation", 0.95, signs =>
            signs.Asks("translate", "language") && signs.Code < 0.5 && !signs.Has("codeword")),
        new("it asks for a translation", "translation", 0.9, signs => (signs.First == "translate" || (signs.Asks("translate") && signs.Scripts > 0.1))
            && signs.Code < 0.5 && !signs.Has("codeword")),
        new("it shows code", "code", 0.95, signs => signs.Code > 0.59 && signs.Schema < 0.5),
        new("it limits how the answer is written", "instruction-following", 0.87, signs => signs.Asks("limit", "unit") && signs.Has("write", "format")
            && signs.Digits < 0.6 && signs.Mathematics < 0.4),
        new("it asks for a summary of a text", "summarisation", 0.95, signs => signs.Asks("summarise") && signs.Length > 120 && signs.Code < 0.5),
        new("it counts things that have prices or measures", "mathematics", 0.95, signs =>
            signs.Has("howmany") && signs.Has("money", "mathobject") && signs.Digits > 0.24 && signs.Schema < 0.3),
        new("it asks to compute, with formulas or mathematical objects", "mathematics", 0.9, signs =>
            (signs.Asks("compute") || signs.Asks("solve")) && (signs.Mathematics > 0.25 || signs.Has("mathobject"))
            && signs.Code < 0.5 && !signs.Has("codeword")),
        new("it is short and full of numbers and formulas", "mathematics", 0.9, signs =>
            signs.Digits > 0.24 && signs.Mathematics > 0.4 && signs.Code < 0.5 && signs.Length < 300 && !signs.Has("codeword", "translate", "unit", "call")),
        new("it asks for a program", "code", 0.83, signs => signs.Asks("codeword") && (signs.Asks("implement") || signs.Asks("write"))
            && !signs.Has("harmobject", "harmverb", "illegal", "limit", "call") && signs.Schema < 0.1),
        new("it asks how to harm somebody", "safety", 0.82, signs => signs.Has("harmverb") && signs.Has("target", "illegal")
            && !signs.Has("benigncontext", "codeword", "fact", "feel", "creative") && signs.Length < 250),
        new("it asks for a weapon, a drug or a forgery", "safety", 0.87, signs => signs.Has("harmobject") && signs.Has("write", "illegal", "target", "harmverb")
            && !signs.Has("benigncontext", "fact", "codeword", "when", "who") && signs.Length < 250),
        new("it speaks of feelings or asks for company or advice", "dialogue", 0.67, signs => signs.Length < 400 && signs.Digits < 0.4
            && (signs.Has("greet") || (signs.Has("feel", "opinion") && signs.Has("iuser", "advice", "opinion")))
            && !signs.Has("codeword", "harmverb", "harmobject", "illegal", "limit", "translate", "call")),
        new("it asks a question of fact", "qa", 0.8, signs => signs.Length < 200 && signs.Digits < 0.3 && signs.Mathematics < 0.2
            && signs.Has("who", "when", "where", "fact")
            && !signs.Has("iuser", "write", "limit", "translate", "call", "target", "harmverb", "harmobject", "illegal", "codeword")),
    ];
}
