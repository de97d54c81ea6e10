using System.Collections.Frozen;

namespace Rlar.Rewards.Verifiers.Mathematics.Reading;

/// <summary>The words with which an answer says for what it holds, and those that only remark on it.</summary>
internal static class QualifierWords
{
    /// <summary>What opens a condition: x + c, where c is real.</summary>
    internal static FrozenSet<string> Opening { get; } = Set("where with for when given provided such assuming all any every each");

    /// <summary>What opens a reason, which takes nothing from the answer: x = 5, since x is positive.</summary>
    internal static FrozenSet<string> Reasons { get; } = Set("since because as");

    /// <summary>In a reason these take something back.</summary>
    internal static FrozenSet<string> Hedges { get; } =
        Set("or maybe perhaps possibly otherwise but unless except else if could might either may wait no wrong incorrect however when for actually");

    /// <summary>Words of a condition that say nothing of the set.</summary>
    internal static FrozenSet<string> Filling { get; } = Set(
        "for all any every each some the a an of is are be being where with such that value values number numbers constant constants arbitrary fixed "
        + "parameter parameters given both can must may ranges over in belongs to element set function choice choices free as denotes represents and");

    /// <summary>What a condition says of a letter, as the name of a set.</summary>
    internal static FrozenDictionary<string, string> Domains { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["real"] = "R",
        ["reals"] = "R",
        ["integer"] = "Z",
        ["integers"] = "Z",
        ["integral"] = "Z",
        ["whole"] = "Z",
        ["natural"] = "N",
        ["naturals"] = "N",
        ["rational"] = "Q",
        ["rationals"] = "Q",
        ["complex"] = "C",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that keep a part of a set.</summary>
    internal static FrozenDictionary<string, string> Signs { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["positive"] = "+",
        ["nonnegative"] = "0",
        ["negative"] = "-",
        ["nonzero"] = "*",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Remarks that stand behind an answer without brackets: "in lowest terms", "is the only solution".</summary>
    internal static FrozenSet<string> Remarks { get; } = Set(
        "in its simplest lowest reduced simplified exact form terms fully exactly exact only is the unique sole solution solutions root roots double triple "
        + "simple repeated answer with multiplicity of total times altogether overall respectively final solely");

    /// <summary>In brackets behind an answer these would make another one of it.</summary>
    internal static FrozenSet<string> Changing { get; } = Set(
        "not no or never wrong incorrect except unless if minus plus times twice half third quarter mod modulo thousands hundreds millions "
        + "billions percent dozens without false impossible extraneous rejected invalid otherwise maybe perhaps possibly but more less least most over under "
        + "than base even odd prime negative reciprocal inverse squared cubed log");

    /// <summary>Nouns that say before an answer what it is.</summary>
    internal static FrozenSet<string> Names { get; } = Set("the a only just exactly 共 一共 总共 共有 一共有 总计 合计 всего итого insgesamt "
        + "polynomial function point points set interval line circle equation number value exactly values "
        + "numbers pair pairs triple ordered sequence answer solution solutions");

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
