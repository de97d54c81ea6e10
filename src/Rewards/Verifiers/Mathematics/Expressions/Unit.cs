using Rlar.Rewards.Verifiers.Mathematics.Numbers;

namespace Rlar.Rewards.Verifiers.Mathematics.Expressions;

/// <summary>What a number counts.</summary>
/// <param name="Kind">Percent, degree, a unit whose size is known, or a noun.</param>
/// <param name="Name">As it was written.</param>
/// <param name="Dimension">Base units with their powers, "m^2": two units measure the same thing where these are equal.</param>
/// <param name="Size">How many base units one of it is.</param>
internal sealed record Unit(UnitKind Kind, string Name, string Dimension, Rational Size)
{
    /// <summary>What was said after it: north, profit. For a noun, all its words.</summary>
    internal string Words { get; init; } = "";

    /// <summary>Whether two units are said with words that have nothing in common.</summary>
    internal bool Contradicts(Unit other) => Words.Length > 0 && other.Words.Length > 0
        && !Words.Split(' ').Select(Stem).Intersect(other.Words.Split(' ').Select(Stem)).Any();

    private static string Stem(string word) => word.Length > 3 ? word.TrimEnd('s') : word;
}
