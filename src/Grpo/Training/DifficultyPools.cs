namespace Rlar.Grpo.Training;

/// <summary>
/// Rows that teach nothing at the moment, because all of their completions are right or all are wrong, rest for some steps. After prime-rl's pools of easy and
/// hard problems, with a rest in place of a share that is drawn all the same.
/// </summary>
/// <param name="Easy">A group's mean reward from which on its row rests.</param>
/// <param name="Hard">A group's mean reward up to which its row rests.</param>
/// <param name="Rest">For how many steps, at least 1.</param>
internal sealed record DifficultyPools(double Easy, double Hard, int Rest)
{
    /// <summary>The rests after a step.</summary>
    /// <param name="rests">Row to the last step in which it rests.</param>
    /// <param name="step">The step.</param>
    /// <param name="groups">Its groups.</param>
    internal IReadOnlyDictionary<int, int> After(IReadOnlyDictionary<int, int> rests, int step, IEnumerable<RewardedDraw> groups)
    {
        var after = new SortedDictionary<int, int>(rests.Where(rest => rest.Value > step).ToDictionary());
        foreach (var group in groups)
        {
            if (group.Mean is { } mean && (mean >= Easy || mean <= Hard))
                after[group.Group.Draw.Row] = step + Rest;
        }

        return after;
    }
}
