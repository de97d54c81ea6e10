using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Verifiers.Mathematics.Restating;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>What a prompt asks to be done with an expression, and its words for operations.</summary>
internal static partial class PromptWords
{
    private static readonly LinearPattern s_expand = new(ExpandVerb());
    private static readonly LinearPattern s_factor = new(FactorVerb());
    private static readonly LinearPattern s_notFactor = new(FactorNoun());
    private static readonly LinearPattern s_collect = new(CollectVerb());
    private static readonly LinearPattern s_convert = new(ConvertVerb());
    private static readonly LinearPattern s_choice = new(Choice());

    /// <summary>Words between two numbers, as signs.</summary>
    internal static FrozenDictionary<string, string> Operators { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["times"] = "\\cdot",
        ["x"] = "\\cdot",
        ["multiplied"] = "\\cdot",
        ["plus"] = "+",
        ["minus"] = "-",
        ["divided"] = "/",
        ["mod"] = "\\bmod",
        ["modulo"] = "\\bmod",
        ["squared"] = "^2",
        ["cubed"] = "^3",
        ["by"] = "",
        ["mal"] = "\\cdot",
        ["fois"] = "\\cdot",
        ["por"] = "\\cdot",
        ["per"] = "\\cdot",
        ["keer"] = "\\cdot",
        ["m\u00E1s"] = "+",
        ["mais"] = "+",
        ["menos"] = "-",
        ["moins"] = "-",
        ["meno"] = "-",
        ["pi\u00F9"] = "+",
        ["\u043F\u043B\u044E\u0441"] = "+",
        ["\u043C\u0438\u043D\u0443\u0441"] = "-",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a prompt is made of, but for its numbers, that asks for nothing but a computation.</summary>
    internal static FrozenSet<string> Computing { get; } = string.Join(' ', [
        "what what's is are the value of a an and to for in please compute calculate evaluate find work out determine solve simplify give me tell "
            + "how much many does do",
        "make makes equal equals equal's product sum difference quotient between from result answer number numbers following expression exact "
            + "exactly integer whole",
        "times multiplied multiply plus add added minus subtract subtracted less than more divided divide by over into mod modulo remainder when on "
            + "dividing division",
        "square root cube squared cubed power raised exponent exponentiated half third quarter double twice triple percent percentage",
        "greatest highest common divisor factor denominator gcd hcf lcm least lowest smallest multiple factorial choose combinations binomial "
            + "coefficient absolute",
        "was wie wieviel viel ist sind ergibt der die das von und berechne berechnen bestimme wert mal geteilt durch summe produkt differenz "
            + "quotient wurzel hoch",
        "combien font fait vaut quel quelle est le la les valeur calculer calcule calculez somme produit de du et par fois divis\u00E9 moins racine "
            + "carr\u00E9e",
        "cu\u00E1nto cu\u00E1l es el valor calcula calcular halla suma producto diferencia por entre dividido m\u00E1s menos ra\u00EDz cuadrada qu\u00E9",
        "quanto qual \u00E9 o calcule soma diferen\u00E7a mais dividido quanto fa \u00E8 calcola somma prodotto",
        "\u0441\u043A\u043E\u043B\u044C\u043A\u043E \u0431\u0443\u0434\u0435\u0442 \u0432\u044B\u0447\u0438\u0441\u043B\u0438 "
            + "\u0432\u044B\u0447\u0438\u0441\u043B\u0438\u0442\u0435 \u043D\u0430\u0439\u0434\u0438 \u043D\u0430\u0439\u0434\u0438\u0442\u0435 "
            + "\u0437\u043D\u0430\u0447\u0435\u043D\u0438\u0435 \u0443\u043C\u043D\u043E\u0436\u0438\u0442\u044C \u043D\u0430 "
            + "\u043F\u043B\u044E\u0441 \u043C\u0438\u043D\u0443\u0441 \u0438 "
            + "\u043F\u0440\u043E\u0438\u0437\u0432\u0435\u0434\u0435\u043D\u0438\u0435 \u0441\u0443\u043C\u043C\u0430 \u0447\u0435\u043C\u0443 "
            + "\u0440\u0430\u0432\u043D\u043E",
        "user assistant system problem question q",
    ]).Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Characters that say the same in Chinese and Japanese.</summary>
    internal const string ComputingIdeographs =
        "\u8BA1\u7B97\u8A08\u6C42\u7684\u503C\u591A\u5C11\u662F\u7B49\u4E8E\u4E58\u4EE5\u4E58\u9664\u4EE5\u52A0\u51CF\u548C\u4E0E\u79EF\u5546"
        + "\u5DEE\u7ED3\u679C\u8BF7\u4E3A\u51E0\u6700\u5927\u516C\u7EA6\u6570\u5C0F\u500D\u5E73\u65B9\u6839\u4E3A\u306F\u3044\u304F\u3089\u3067"
        + "\u3059\u304B\u3092\u306B\u304B\u3051\u308B\u3068\u7B54\u3048\u8DB3\u3059\u5F15\u304F\u5272\u308B";

    internal static bool AskToExpand(string prompt) => s_expand.IsMatch(prompt);

    internal static bool AskToFactor(string prompt) => s_factor.IsMatch(prompt) && !s_notFactor.IsMatch(prompt);

    internal static bool AskToCollect(string prompt) => s_collect.IsMatch(prompt) || s_expand.IsMatch(prompt);

    /// <summary>Whether a number is to be written in another way: as a fraction, reduced, in scientific notation, as a product of primes.</summary>
    internal static bool AskToConvert(string prompt) => s_convert.IsMatch(prompt);

    /// <summary>Whether the answer is one of the expressions of the prompt.</summary>
    internal static bool OfferChoice(string prompt) => s_choice.IsMatch(prompt);

    [GeneratedRegex(
        @"\b(expand|expanded|multiply out|(remove|clear) (the )?(brackets|parentheses)|ausmultiplizier\w*|multipliziere|d\u00E9velopp\w*|desarroll\w*"
            + @"|expand[ei]\w*|svilupp\w*|desenvolv\w*)\b|\u0440\u0430\u0441\u043A\u0440\u043E|\u5C55\u5F00|\u5C55\u958B",
        PatternOptions.AnyCase)]
    private static partial Regex ExpandVerb();

    [GeneratedRegex(
        @"\b(factor|factor out|factori[sz]e[ds]?|factored|factori[sz]ation|factoriza\w*|factoris\w*|faktorisier\w*|scompon\w*|fatora\w*)\b"
            + @"|\u0440\u0430\u0437\u043B\u043E\u0436\u0438|\u56E0\u5F0F\u5206\u89E3|\u5206\u89E3\u56E0\u5F0F|\u56E0\u6578\u5206\u89E3",
        PatternOptions.AnyCase)]
    private static partial Regex FactorVerb();

    [GeneratedRegex(@"\b(common|scale|conversion|prime|growth|a|each|every|one)\s+factors?\b|\bfactors? of\b", PatternOptions.AnyCase)]
    private static partial Regex FactorNoun();

    [GeneratedRegex(
        @"\b(simplif\w*|combine|collect|reduce|evaluate|compute|calculate|work out|vereinfach\w*|berechne\w*|calcul\w*|semplific\w*)\b"
            + @"|\u0443\u043F\u0440\u043E\u0441\u0442|\u0432\u044B\u0447\u0438\u0441\u043B|\u5316\u7B80|\u5316\u7C21|\u8BA1\u7B97",
        PatternOptions.AnyCase)]
    private static partial Regex CollectVerb();

    [GeneratedRegex(
        @"\b(convert\w*|rewrite|simplif\w*|reduce\w*|express\w*|write\b.*\b(as|in)|change\b.*\b(to|into)|as an? (\w+ )?(fraction|decimal|percent\w*"
            + @"|mixed number|product|power)|(in|to) (scientific|standard|decimal|lowest|simplest|radical)"
        + @"|prime factori[sz]ation|factori[sz]e|schreibe|wandle|vereinfach\w*|convert\w*|conviert\w*|escrib\w*|\u00E9cri\w*|exprim\w*)\b"
        + @"|\u5316\u6210|\u8868\u793A|\u5316\u4E3A|\u043F\u0440\u0435\u0434\u0441\u0442\u0430\u0432\u044C|\u0437\u0430\u043F\u0438\u0448\u0438",
        PatternOptions.AnyCase)]
    private static partial Regex ConvertVerb();

    [GeneratedRegex(
        @"\bwhich\b.*\b(larger|greater|smaller|bigger|less|more|least|greatest|largest|smallest|closer|closest|or|of)\b|\b(is"
            + @"|are) .{1,60} or .{1,60}\?|\b(select|options?)\b|(^|\s)\(?A[).:]\s[\s\S]*\s\(?B[).:]\s|\u54EA\u4E2A",
        PatternOptions.AnyCase)]
    private static partial Regex Choice();
}
