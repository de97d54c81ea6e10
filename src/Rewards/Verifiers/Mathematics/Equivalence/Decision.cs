namespace Rlar.Rewards.Verifiers.Mathematics.Equivalence;

/// <summary>Whether two answers are the same, which layer said so, and why.</summary>
internal readonly record struct Decision(Equality Equality, string Layer, string Why)
{
    internal bool IsEqual => Equality == Equality.Equal;

    internal static Decision Equal(string layer, string why) => new(Equality.Equal, layer, why);

    internal static Decision Different(string layer, string why) => new(Equality.Different, layer, why);

    internal static Decision Undecided(string why) => new(Equality.Undecided, "none", why);
}

internal enum Equality
{
    Different,
    Equal,

    /// <summary>The fuel ran out first.</summary>
    Undecided,
}
