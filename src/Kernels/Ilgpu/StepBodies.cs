using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>The kernels that shape process rewards. Kernel code.</summary>
internal static class StepBodies
{
    /// <summary>r_t - mean process reward of the group + outcome; a team a group, its lanes along each completion's steps.</summary>
    public static void ReNorm(StepJob job)
    {
        var shared = SharedMemory.Allocate<double>(Team.MaxBlock);
        var team = Team.Own(Team.Lanes);
        long start = 0;
        long end = 0;
        if (team.Index < job.Count)
        {
            start = job.Groups[team.Index];
            end = job.Groups[team.Index + 1];
        }

        // The first step of a scored completion is the origin, so that equal process rewards leave the outcome as it is.
        var origin = 0.0;
        for (var c = end - 1; c >= start; c--)
        {
            if (GroupSpan.IsScored(job.Scored, c) && job.Completions[c] < job.Completions[c + 1])
                origin = job.Steps[job.Completions[c]];
        }

        var count = 0.0;
        var sum = 0.0;
        for (var c = start; c < end; c++)
        {
            if (!GroupSpan.IsScored(job.Scored, c))
                continue;
            for (var t = job.Completions[c] + (long)team.Lane; t < job.Completions[c + 1]; t += Team.Lanes)
            {
                count += 1.0;
                sum += job.Steps[t] - origin;
            }
        }

        count = team.Sum(shared, count);
        sum = team.Sum(shared, sum);
        var mean = origin;
        if (count > 0.0)
            mean = origin + (sum / count);
        for (var c = start; c < end; c++)
        {
            for (var t = job.Completions[c] + (long)team.Lane; t < job.Completions[c + 1]; t += Team.Lanes)
            {
                var result = 0.0;
                if (GroupSpan.IsScored(job.Scored, c))
                    result = job.Steps[t] - mean + job.Outcomes[c];
                job.Results[t] = result;
            }
        }
    }

    /// <summary>r_k - r_{k+1}, a thread a completion.</summary>
    public static void Delta(StepJob job)
    {
        var completion = Team.Own(1).Index;
        if (completion >= job.Count)
            return;
        long start = job.Completions[completion];
        long end = job.Completions[completion + 1];
        for (var k = start; k < end; k++)
        {
            var result = 0.0;
            if (GroupSpan.IsScored(job.Scored, completion) && (job.OutcomeOnly == 0 || k < end - 1))
            {
                result = job.Steps[k];
                if (k < end - 1 && (job.OutcomeOnly == 0 || k < end - 2))
                    result -= job.Steps[k + 1];
            }

            job.Results[k] = result;
        }
    }
}
