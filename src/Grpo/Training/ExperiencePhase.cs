namespace Rlar.Grpo.Training;

/// <summary>
/// Draws a step's groups and has them rewarded meanwhile. Without drawing ahead a group is rewarded while later ones of the same step are drawn, and the last
/// group's rewards are waited for; drawing ahead, the whole of the next step is drawn before anything is waited for.
/// </summary>
/// <param name="source">The order of the rows.</param>
/// <param name="rollouts">What draws.</param>
/// <param name="rewards">What rewards.</param>
/// <param name="options">How much, and when.</param>
/// <param name="clock">Measures.</param>
internal sealed class ExperiencePhase(PromptSource source, RolloutPhase rollouts, RewardPhase rewards, ExperienceOptions options, TimeProvider clock)
{
    /// <summary>Collects what a step learns from.</summary>
    /// <param name="step">The step of GRPO, from 1.</param>
    /// <param name="isLast">Whether no step comes after it.</param>
    /// <param name="state">The state before the step.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async Task<Experience> CollectAsync(int step, bool isLast, LoopState state, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = new Work(state, stop.Token);
        try
        {
            IReadOnlyList<DrawnGroup>? next = null;
            if (options.DrawsAhead)
            {
                var groups = state.Pending ?? await DrawAsync(work, step, options.Batch, null);
                work.Scoring.AddRange(groups.Select(group => rewards.Start(group, step, stop.Token)));
                next = isLast ? null : await DrawAsync(work, step + 1, options.Batch, null);
            }
            else
            {
                _ = await DrawAsync(work, step, options.Batch, work.Scoring);
            }

            var kept = await ReplaceAsync(work, step);
            return new Experience
            {
                Groups = kept,
                Drawn = work.Drawn,
                Position = work.Position,
                Next = next,
                Staleness = state.Pending is null ? 0 : 1,
                Tokens = work.Tokens,
                Drawing = work.Drawing,
                Waiting = work.Waiting,
            };
        }
        catch
        {
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(work.Scoring)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    // Dynamic sampling (DAPO, arXiv 2503.14476, section 3.2), with a bound: groups without variance make room for groups of further rows.
    private async Task<IReadOnlyList<RewardedDraw>> ReplaceAsync(Work work, int step)
    {
        var groups = await WaitAsync(work);
        for (var round = 0; round < options.Rounds; round++)
        {
            RewardedDraw[] kept = [.. groups.Where(group => group.HasVariance)];
            if (kept.Length >= options.Batch)
                break;
            _ = await DrawAsync(work, step, options.Batch - kept.Length, work.Scoring);
            groups = [.. kept, .. await WaitAsync(work)];
        }

        return groups;
    }

    private async Task<IReadOnlyList<RewardedDraw>> WaitAsync(Work work)
    {
        var started = clock.GetTimestamp();
        var groups = await Task.WhenAll(work.Scoring);
        work.Waiting += clock.GetElapsedTime(started);
        work.Scoring.Clear();
        Array.Sort(groups, (one, other) => one.Group.Draw.Position.CompareTo(other.Group.Draw.Position));
        work.Drawn.AddRange(groups);
        return groups;
    }

    /// <summary>Draws groups; where <paramref name="scoring"/> is given, each begins to be rewarded as soon as it is whole.</summary>
    private async Task<IReadOnlyList<DrawnGroup>> DrawAsync(Work work, int step, int count, List<Task<RewardedDraw>>? scoring)
    {
        var started = clock.GetTimestamp();
        var position = work.Position;
        var draws = source.Next(ref position, count, row => work.State.Rests.TryGetValue(row, out var last) && last >= step);
        work.Position = position;
        var groups = new DrawnGroup[count];
        await foreach (var (place, group) in rollouts.DrawAsync(draws, RolloutPhase.TrainingStream, step, work.CancellationToken))
        {
            groups[place] = group;
            work.Tokens += group.Rollouts.Sum(rollout => (long)rollout.Tokens.Length);
            scoring?.Add(rewards.Start(group, step, work.CancellationToken));
        }

        work.Drawing += clock.GetElapsedTime(started);
        return groups;
    }

    private sealed class Work(LoopState state, CancellationToken cancellationToken)
    {
        internal LoopState State { get; } = state;

        internal CancellationToken CancellationToken { get; } = cancellationToken;

        internal List<Task<RewardedDraw>> Scoring { get; } = [];

        internal List<RewardedDraw> Drawn { get; } = [];

        internal long Position { get; set; } = state.Position;

        internal long Tokens { get; set; }

        internal TimeSpan Drawing { get; set; }

        internal TimeSpan Waiting { get; set; }
    }
}
