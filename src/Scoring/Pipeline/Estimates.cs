namespace Rlar.Scoring.Pipeline;

/// <summary>What an estimator gives, held against what it was asked for: somebody's own may lose a group, which would shift all that follow it.</summary>
internal static class Estimates
{
    /// <summary>The advantages of groups.</summary>
    /// <exception cref="InvalidOperationException">They are not one for each group, or not one for each completion of it.</exception>
    internal static IReadOnlyList<GroupAdvantages> Of(IAdvantages advantages, IReadOnlyList<RewardedGroup> groups)
    {
        GroupAdvantages[] found = [.. advantages.Compute(groups)];
        if (found.Length != groups.Count)
            throw Wrong($"{found.Length} groups", groups.Count);
        for (var group = 0; group < found.Length; group++)
            Check(found[group], groups[group].Rewards.Count);
        return found;
    }

    /// <summary>The advantages of one group, as a run asks for them row by row.</summary>
    /// <exception cref="InvalidOperationException">They are not of one group, or not one for each completion of it.</exception>
    internal static GroupAdvantages Of(IAdvantages advantages, RewardedGroup group)
    {
        using var found = advantages.Compute([group]).GetEnumerator();
        if (!found.MoveNext())
            throw Wrong("0 groups", 1);
        var its = Check(found.Current, group.Rewards.Count);
        return found.MoveNext() ? throw Wrong("more groups", 1) : its;
    }

    /// <summary>Holds a group's advantages against the number of its completions.</summary>
    /// <exception cref="InvalidOperationException">They are not one for each.</exception>
    internal static GroupAdvantages Check(GroupAdvantages found, int completions) =>
        found?.Count == completions ? found : throw Wrong($"{found?.Count ?? 0} completions of a group", completions);

    /// <summary>The error of an estimator that gave too few or too many.</summary>
    internal static InvalidOperationException Wrong(string found, long asked) => new($"The estimator gave advantages for {found}, and was given {asked}.");
}
