using ILGPU;
using ILGPU.Algorithms;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The shaping kernels that look at more than one entry. Kernel code.</summary>
internal static class ShapingBodies
{
    /// <summary>z(outcome over the scored) + w z(process over the correct), a team a group.</summary>
    public static void Papo(PapoJob job)
    {
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(job.Outcome.Width);
        var outcome = GroupSpan.Read<double, RealDouble>(job.Outcome, team, shared);
        var outcomeSquares = outcome.Squares<double, RealDouble>(job.Outcome, team, shared);
        var processes = job.Outcome;
        processes.Rewards = job.Processes;
        processes.Scored = job.Correct;
        var process = GroupSpan.Read<double, RealDouble>(processes, team, shared);
        var processSquares = process.Squares<double, RealDouble>(processes, team, shared);
        var rule = job.Outcome.Rule;
        var outcomeDivisor = rule.Deviation(outcome.Count, outcomeSquares) + rule.Epsilon;
        var processDivisor = rule.Deviation(process.Count, processSquares) + rule.Epsilon;
        for (long i = team.Lane; i < outcome.Length; i += team.Width)
        {
            var at = outcome.Start + i;
            var advantage = 0.0;
            if (GroupSpan.IsScored(job.Outcome.Scored, at))
            {
                advantage = (job.Outcome.Rewards[at] - outcome.Origin - outcome.Offset) / outcomeDivisor;
                if (job.Correct[at] != 0)
                    advantage += job.Weight * ((job.Processes[at] - process.Origin - process.Offset) / processDivisor);
            }

            job.Outcome.Advantages[at] = advantage;
        }
    }

    /// <summary>The mean over the prompt's references of sigmoid(k (r - reference)), a team a prompt.</summary>
    public static void PreferenceAsReward(ReferenceJob job)
    {
        var team = Team.Own(job.Completions.Width);
        if (team.Index >= job.Completions.Groups)
            return;
        long first = job.ReferenceOffsets[team.Index];
        long last = job.ReferenceOffsets[team.Index + 1];
        long end = job.Completions.Offsets[team.Index + 1];
        for (var i = job.Completions.Offsets[team.Index] + (long)team.Lane; i < end; i += team.Width)
        {
            var result = 0.0;
            if (GroupSpan.IsScored(job.Completions.Scored, i))
            {
                for (var m = first; m < last; m++)
                    result += DeviceMath.Sigmoid(job.Slope * (job.Completions.Rewards[i] - job.References[m]));
                result /= last - first;
            }

            job.Completions.Advantages[i] = result;
        }
    }

    /// <summary>log sigmoid(r - the prompt's centre), a team a prompt.</summary>
    public static void LogSigmoidCentred(ReferenceJob job)
    {
        var team = Team.Own(job.Completions.Width);
        if (team.Index >= job.Completions.Groups)
            return;
        var centre = job.References[team.Index];
        long end = job.Completions.Offsets[team.Index + 1];
        for (var i = job.Completions.Offsets[team.Index] + (long)team.Lane; i < end; i += team.Width)
        {
            var result = 0.0;
            if (GroupSpan.IsScored(job.Completions.Scored, i))
                result = DeviceMath.LogSigmoid(job.Completions.Rewards[i] - centre);
            job.Completions.Advantages[i] = result;
        }
    }

    /// <summary>Components by falling priority, each adding only while every gate before it is open; a thread a completion.</summary>
    public static void GatedAccumulation(GateJob job)
    {
        var i = Team.Own(1).Index;
        var n = job.Results.Length;
        if (i >= n)
            return;
        var sum = 0.0;
        var isOpen = 1;
        for (long k = 0; k <= job.Thresholds.Length; k++)
        {
            var at = (k * n) + i;
            if (isOpen == 0 || !GroupSpan.IsScored(job.Scored, at))
            {
                isOpen = 0;
                continue;
            }

            sum += job.Components[at];
            if (k < job.Thresholds.Length && !(job.Components[at] >= job.Thresholds[k]))
                isOpen = 0;
        }

        job.Results[i] = sum;
    }

    /// <summary>The mean over the opponents of P(i beats j), a thread a completion.</summary>
    public static void WinRates(PreferenceJob job)
    {
        var i = Team.Own(1).Index;
        var n = job.Rates.Length;
        if (i >= n)
            return;
        var sum = 0.0;
        var count = 0;
        for (long j = 0; j < n; j++)
        {
            var there = (i * n) + j;
            var back = (j * n) + i;
            var isThere = GroupSpan.IsScored(job.Judged, there);
            var isBack = GroupSpan.IsScored(job.Judged, back);
            if (i == j || (!isThere && !isBack && job.CountsTies == 0))
                continue;
            count++;
            var wins = 0.5;
            if (isThere && isBack)
                wins = 0.5 * (job.Preferences[there] + (1.0 - job.Preferences[back]));
            else if (isThere)
                wins = job.Preferences[there];
            else if (isBack)
                wins = 1.0 - job.Preferences[back];
            sum += wins;
        }

        job.Opponents[i] = count;
        var rate = 0.0;
        if (count > 0)
            rate = sum / count;
        job.Rates[i] = rate;
    }

    /// <summary>1 - alpha sigmoid(z of the length among the group's correct ones), 0 where not correct; a team a group.</summary>
    public static void LengthRewards(LengthJob job)
    {
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(job.Width);
        long start = 0;
        long end = 0;
        var alpha = 0.0;
        if (team.Index < job.Groups)
        {
            start = job.Offsets[team.Index];
            end = job.Offsets[team.Index + 1];
            alpha = job.Alphas[team.Index];
        }

        // Lengths are whole numbers: their sum is exact.
        var count = 0.0;
        var sum = 0.0;
        for (var i = start + team.Lane; i < end; i += team.Width)
        {
            if (job.Correct[i] == 0)
                continue;
            count += 1.0;
            sum += job.Lengths[i];
        }

        count = team.Sum(shared, count);
        sum = team.Sum(shared, sum);
        var mean = count > 0.0 ? sum / count : 0.0;
        var squares = 0.0;
        for (var i = start + team.Lane; i < end; i += team.Width)
        {
            if (job.Correct[i] != 0)
                squares += (job.Lengths[i] - mean) * (job.Lengths[i] - mean);
        }

        squares = team.Sum(shared, squares);
        var deviation = count > 0.0 ? XMath.Sqrt(squares / count) : 0.0;
        for (var i = start + team.Lane; i < end; i += team.Width)
        {
            var reward = 0.0;
            if (job.Correct[i] != 0)
            {
                var z = deviation > 0.0 ? (job.Lengths[i] - mean) / deviation : 0.0;
                reward = 1.0 - (alpha * DeviceMath.Sigmoid(z));
            }

            job.Results[i] = reward;
        }
    }
}
