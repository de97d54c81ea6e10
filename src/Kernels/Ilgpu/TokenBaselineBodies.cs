namespace Rlar.Kernels.Ilgpu;

/// <summary>The two kernels of the optimal token baseline: along each completion, then across a group's completions at each step. Kernel code.</summary>
internal static class TokenBaselineBodies
{
    /// <summary>Returns, path weights, and which token stands at which step; a thread a completion.</summary>
    public static void Paths<T, TReal>(TokenBaselineJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var completion = Team.Own(1).Index;
        if (completion >= job.Completions.Length - 1)
            return;
        long from = job.Completions[completion];
        long end = job.Completions[completion + 1];
        var running = 0.0;
        for (var i = end - 1; i >= from; i--)
        {
            if (GroupSpan.IsScored(job.Mask, i))
                running += TReal.Up(job.Rewards[i]);
            job.Returns[i] = running;
            job.Places[i] = -1;
            job.Advantages[i] = TReal.Down(0.0);
        }

        var path = 0.0;
        var first = 0.0;
        var own = 0;
        for (var i = from; i < end; i++)
        {
            if (GroupSpan.IsScored(job.Mask, i))
            {
                var weight = 1.0;
                if (job.Weights.Length > 0)
                    weight = TReal.Up(job.Weights[i]);
                path += (1.0 - (2.0 * DeviceMath.Exp(TReal.Up(job.Logprobs[i]))) + TReal.Up(job.Squares[i])) * weight * weight;
                var place = i;
                if (job.CountsOwnTokens != 0)
                    place = from + own;
                job.Places[place] = (int)i;
                if (own == 0)
                    first = job.Returns[i];
                if (job.Returns[i] != first)
                    job.Differing[completion] = 1;
                own++;
            }

            job.Paths[i] = path;
        }

        job.Lengths[completion] = own;
        job.Firsts[completion] = first;
    }

    /// <summary>Advantages: a team a group, its threads on different steps.</summary>
    public static void Advantages<T, TReal>(TokenBaselineJob<T> job)
        where T : unmanaged
        where TReal : struct, IReal<T>
    {
        var team = Team.Own(Team.Lanes);
        if (team.Index >= job.Groups.Length - 1)
            return;
        long start = job.Groups[team.Index];
        long end = job.Groups[team.Index + 1];
        long steps = 0;
        var longest = 0;
        var second = 0;
        long owner = -1;
        var differing = 0;
        var first = 0.0;
        for (var c = start; c < end; c++)
        {
            var tokens = job.Completions[c + 1] - job.Completions[c];
            if (tokens > steps)
                steps = tokens;
            var length = job.Lengths[c];
            if (length > 0 && longest == 0)
                first = job.Firsts[c];
            if (length > 0 && (job.Differing[c] != 0 || job.Firsts[c] != first))
                differing = 1;
            if (length > longest)
            {
                second = longest;
                longest = length;
                owner = c;
            }
            else if (length > second)
            {
                second = length;
            }
        }

        // Every completion rewarded alike, at its end: nothing to learn, neither at a step nor in the tail.
        if (second > 0 && differing == 0)
            return;
        for (long step = team.Lane; step < steps; step += Team.Lanes)
        {
            var baseline = Baseline(job, start, end, step);
            for (var c = start; c < end; c++)
            {
                var at = At(job, c, step);
                if (at < 0)
                    continue;
                var advantage = job.Returns[at];
                if (second > 0 && !(job.ClearsTail != 0 && c == owner && longest > second && step >= second))
                    advantage -= baseline;
                job.Advantages[at] = TReal.Down(advantage);
            }
        }
    }

    private static long At<T>(in TokenBaselineJob<T> job, long completion, long step)
        where T : unmanaged
    {
        var place = job.Completions[completion] + step;
        if (place >= job.Completions[completion + 1])
            return -1;
        return job.Places[place];
    }

    private static double Baseline<T>(in TokenBaselineJob<T> job, long start, long end, long step)
        where T : unmanaged
    {
        var weight = 0.0;
        var sum = 0.0;
        var anchor = 0.0;
        var count = 0;
        var differing = 0;
        for (var c = start; c < end; c++)
        {
            var at = At(job, c, step);
            if (at < 0)
                continue;
            var value = job.Returns[at];
            if (count == 0)
                anchor = value;
            if (value != anchor)
                differing = 1;
            count++;
            weight += job.Paths[at];
            sum += job.Paths[at] * value;
        }

        return differing == 0 && count > 1 ? anchor : sum / (weight + job.Epsilon);
    }
}
