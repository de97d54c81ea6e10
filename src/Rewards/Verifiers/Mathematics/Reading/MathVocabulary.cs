using System.Collections.Frozen;
using Rlar.Rewards.Reading.Words;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

/// <summary>The words that mean something in an answer, and the LaTeX commands that mean nothing.</summary>
internal static class MathVocabulary
{
    /// <summary>Functions by every name they go under, to the name that the trees have.</summary>
    internal static FrozenDictionary<string, string> Functions { get; } = new Dictionary<string, string>
    {
        ["sin"] = "sin",
        ["cos"] = "cos",
        ["tan"] = "tan",
        ["tg"] = "tan",
        ["cot"] = "cot",
        ["ctg"] = "cot",
        ["sec"] = "sec",
        ["csc"] = "csc",
        ["cosec"] = "csc",
        ["arcsin"] = "asin",
        ["asin"] = "asin",
        ["arccos"] = "acos",
        ["acos"] = "acos",
        ["arctan"] = "atan",
        ["atan"] = "atan",
        ["arctg"] = "atan",
        ["arccot"] = "acot",
        ["acot"] = "acot",
        ["arcsec"] = "asec",
        ["asec"] = "asec",
        ["arccsc"] = "acsc",
        ["acsc"] = "acsc",
        ["sinh"] = "sinh",
        ["cosh"] = "cosh",
        ["tanh"] = "tanh",
        ["coth"] = "coth",
        ["sech"] = "sech",
        ["csch"] = "csch",
        ["arcsinh"] = "asinh",
        ["arsinh"] = "asinh",
        ["asinh"] = "asinh",
        ["arccosh"] = "acosh",
        ["arcosh"] = "acosh",
        ["acosh"] = "acosh",
        ["arctanh"] = "atanh",
        ["artanh"] = "atanh",
        ["atanh"] = "atanh",
        ["ln"] = "ln",
        ["log"] = "log",
        ["lg"] = "lg",
        ["exp"] = "exp",
        ["sqrt"] = "sqrt",
        ["cbrt"] = "cbrt",
        ["abs"] = "abs",
        ["Abs"] = "abs",
        ["floor"] = "floor",
        ["ceil"] = "ceil",
        ["ceiling"] = "ceil",
        ["max"] = "max",
        ["Max"] = "max",
        ["min"] = "min",
        ["Min"] = "min",
        ["gcd"] = "gcd",
        ["GCD"] = "gcd",
        ["lcm"] = "lcm",
        ["LCM"] = "lcm",
        ["det"] = "det",
        ["binomial"] = "binom",
        ["factorial"] = "factorial",
        ["Mod"] = "mod",
        ["sgn"] = "sgn",
        ["sign"] = "sgn",
        ["cis"] = "cis",
        ["Re"] = "re",
        ["Im"] = "im",
        ["arg"] = "arg",
    }.ToFrozenDictionary();

    /// <summary>Words that join answers.</summary>
    internal static FrozenSet<string> Connectors { get; } = new[] { "and", "or" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What multiplies the number before it: three hundred.</summary>
    internal static FrozenDictionary<string, long> Multipliers { get; } = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase)
    {
        ["hundred"] = 100,
        ["thousand"] = 1000,
        ["million"] = 1_000_000,
        ["billion"] = 1_000_000_000,
        ["trillion"] = 1_000_000_000_000,
        ["dozen"] = 12,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word is a number, or makes another one of a number.</summary>
    internal static bool IsNumeral(string word) =>
        EnglishNumerals.Values.ContainsKey(word) || Multipliers.ContainsKey(word) || EnglishNumerals.Parts.ContainsKey(word)
        || word is "pair" or "pairs" or "score";

    /// <summary>Other words that are read as one even between dollar signs.</summary>
    internal static FrozenSet<string> Others { get; } = new[]
    {
        "infinity", "infty", "oo", "to", "mod", "per", "square", "cubic", "sq", "in", "pi", "plus", "minus", "negative",
        "if", "otherwise", "where", "for",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Commands of size, style and spacing.</summary>
    internal static FrozenSet<string> Ignored { get; } = new[]
    {
        "left", "right", "mleft", "mright", "middle",
        "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr",
        "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "normalsize", "large", "Large",
        "boldmath", "rm", "bf", "it", "cal",
        "quad", "qquad", "space", "thinspace", "enspace", ",", "!", ";", ":", ">", " ", "\n", "\t", "/",
        "hfill", "hline", "nonumber", "notag", "nobreak", "relax", "strut", "centering", "allowbreak",
    }.ToFrozenSet();

    /// <summary>Commands whose argument is text.</summary>
    internal static FrozenSet<string> TextCommands { get; } = new[]
    {
        "text", "textbf", "textit", "textrm", "textnormal", "textup", "textsf", "textsc", "texttt", "mbox", "hbox", "emph", "bold",
        "mathrm", "mathit", "mathsf", "mathtt", "mathbf", "mathnormal", "mathup", "mathcal", "mathscr", "mathfrak",
        "operatorname", "operatorname*", "underline", "fbox", "boxed", "boldsymbol", "bm",
    }.ToFrozenSet();

    /// <summary>Of those, the ones in which mathematics stays mathematics.</summary>
    internal static FrozenSet<string> MathCommands { get; } = new[]
    {
        "underline", "fbox", "boxed", "boldsymbol", "bm", "mathcal", "mathscr", "mathfrak", "mathbf", "mathit", "mathnormal",
    }.ToFrozenSet();

    /// <summary>Letters that plain text spells out.</summary>
    internal static FrozenSet<string> Greek { get; } = new[]
    {
        "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
        "nu", "xi", "rho", "sigma", "tau", "phi", "varphi", "chi", "psi", "omega",
        "Gamma", "Delta", "Theta", "Lambda", "Sigma", "Phi", "Psi", "Omega",
    }.ToFrozenSet();

    /// <summary>Words of two letters, which in prose are no products.</summary>
    internal static FrozenSet<string> ShortWords { get; } = new[]
    {
        "is", "of", "in", "so", "we", "it", "to", "be", "by", "as", "an", "at", "he",
        "if", "on", "or", "my", "no", "do", "up", "us", "am", "go", "me", "vs", "ok",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether letters in a row are one word even between dollar signs, where letters are variables.</summary>
    internal static bool IsKnown(string word) =>
        Functions.ContainsKey(word) || Connectors.Contains(word) || Multipliers.ContainsKey(word) || Others.Contains(word)
        || (word.Length > 2 && Greek.Contains(word)) || UnitTable.IsLongName(word);
}
