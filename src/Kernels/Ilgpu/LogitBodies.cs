using ILGPU;

namespace Rlar.Kernels.Ilgpu;

/// <summary>Log-softmax, gather, entropy and sum p² in one look at the logits, and the way back; a team of 32 a row. Kernel code.</summary>
internal static class LogitBodies
{
    /// <summary>Writes logprob, log-normaliser, entropy and sum p² of each row.</summary>
    public static void Forward<T, TLogit>(LogitJob<T> job)
        where T : unmanaged
        where TLogit : struct, ILogit<T>
    {
        var shared = SharedMemory.Allocate<SoftmaxPart>(Team.MaxBlock);
        var team = Team.Own(Team.Lanes);
        var start = team.Index * job.Vocabulary;
        var part = SoftmaxPart.None;
        if (team.Index < job.Tokens)
        {
            for (long v = team.Lane; v < job.Vocabulary; v += Team.Lanes)
                part = SoftmaxPart.Add(part, TLogit.Widen(job.Logits[start + v]) / job.Temperature);
        }

        var thread = Group.IdxX;
        shared[thread] = part;
        Group.Barrier();
        for (var half = Team.Lanes / 2; half > 0; half /= 2)
        {
            if (team.Lane < half)
                shared[thread] = SoftmaxPart.Merge(shared[thread], shared[thread + half]);
            Group.Barrier();
        }

        if (team.Lane != 0 || team.Index >= job.Tokens)
            return;
        part = shared[thread];
        var logarithm = DeviceMath.Log(part.Sum);
        var row = 4 * team.Index;
        job.Rows[row] = (TLogit.Widen(job.Logits[start + job.Targets[team.Index]]) / job.Temperature) - part.Max - logarithm;
        job.Rows[row + 1] = part.Max + logarithm;
        job.Rows[row + 2] = logarithm - (part.Weighted / part.Sum);
        job.Rows[row + 3] = part.Squares / (part.Sum * part.Sum);
    }

    /// <summary>Writes d loss / d logit of each logit.</summary>
    public static void Backward<T, TLogit>(LogitJob<T> job)
        where T : unmanaged
        where TLogit : struct, ILogit<T>
    {
        var team = Team.Own(Team.Lanes);
        if (team.Index >= job.Tokens)
            return;
        var start = team.Index * job.Vocabulary;
        var row = 4 * team.Index;
        var byLogprob = job.Rows[row];
        var normalizer = job.Rows[row + 1];
        var byEntropy = job.Rows[row + 2];
        var entropy = job.Rows[row + 3];
        for (long v = team.Lane; v < job.Vocabulary; v += Team.Lanes)
        {
            var slope = 0.0;
            if (byLogprob != 0.0 || byEntropy != 0.0)
            {
                var logProbability = (TLogit.Widen(job.Logits[start + v]) / job.Temperature) - normalizer;
                var probability = DeviceMath.Exp(logProbability);
                slope = -byLogprob * probability;
                if (probability > 0.0)
                    slope -= byEntropy * probability * (logProbability + entropy);
                if (v == job.Targets[team.Index])
                    slope += byLogprob;
            }

            job.Gradients[start + v] = slope / job.Temperature;
        }
    }
}
