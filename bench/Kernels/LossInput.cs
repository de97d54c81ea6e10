using Rlar.Kernels;
using Rlar.Kernels.Losses;

namespace Rlar.Bench.Kernels;

/// <summary>Logits, and the tokens of a batch of completions, made up; the same for every benchmark of a size.</summary>
internal sealed class LossInput
{
    private LossInput(int tokens, int vocabulary)
    {
        var random = new Random(1);
        (Tokens, Vocabulary) = (tokens, vocabulary);
        Logits = new float[tokens * vocabulary];
        for (var i = 0; i < Logits.Length; i++)
            Logits[i] = (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 8;
        Bits = Array.ConvertAll(Logits, l => (ushort)(BitConverter.SingleToUInt32Bits(l) >> 16));
        Halves = Array.ConvertAll(Logits, l => BitConverter.HalfToUInt16Bits((Half)l));
        Gradients = new float[Logits.Length];
        Targets = Enumerable.Range(0, tokens).Select(_ => random.Next(vocabulary)).ToArray();
        (Logprobs, Normalizers, Entropies, Squares) = (new double[tokens], new double[tokens], new double[tokens], new double[tokens]);
        ByLogprob = Enumerable.Range(0, tokens).Select(_ => random.NextDouble() - 0.5).ToArray();
    }

    internal int Tokens { get; }

    internal int Vocabulary { get; }

    internal float[] Logits { get; }

    internal ushort[] Bits { get; }

    internal ushort[] Halves { get; }

    internal float[] Gradients { get; }

    internal int[] Targets { get; }

    internal double[] Logprobs { get; }

    internal double[] Normalizers { get; }

    internal double[] Entropies { get; }

    internal double[] Squares { get; }

    internal double[] ByLogprob { get; }

    internal static LossInput Of(int tokens, int vocabulary) => new(tokens, vocabulary);

    internal LogitMatrix Matrix(LogitFormat format) => format switch
    {
        LogitFormat.F16 => LogitMatrix.F16(Halves, Vocabulary),
        LogitFormat.BF16 => LogitMatrix.BF16(Bits, Vocabulary),
        _ => LogitMatrix.F32(Logits, Vocabulary),
    };

    internal void Forward(ITokenLogprobKernels kernels, LogitFormat format) =>
        kernels.Forward(Matrix(format), Targets, 1, new TokenStatistics(Logprobs, Normalizers, Entropies, Squares));

    internal void Backward(ITokenLogprobKernels kernels, LogitFormat format) =>
        kernels.Backward(Matrix(format), Targets, 1, new TokenGradients(ByLogprob, Normalizers, ByLogprob, Entropies), Gradients);

    /// <summary>The same statistics in the loops that one writes first: maximum, exponentials, three sums.</summary>
    internal void PlainForward()
    {
        for (var t = 0; t < Tokens; t++)
        {
            var row = Logits.AsSpan(t * Vocabulary, Vocabulary);
            var maximum = float.NegativeInfinity;
            foreach (var logit in row)
                maximum = MathF.Max(maximum, logit);
            double sum = 0, weighted = 0, squares = 0;
            foreach (var logit in row)
            {
                var power = MathF.Exp(logit - maximum);
                sum += power;
                weighted += power * (logit - maximum);
                squares += power * power;
            }

            var log = Math.Log(sum);
            (Logprobs[t], Normalizers[t]) = (row[Targets[t]] - maximum - log, maximum + log);
            (Entropies[t], Squares[t]) = (log - (weighted / sum), squares / (sum * sum));
        }
    }

    /// <summary>B sequences of as many tokens each, with what GRPO's loss reads.</summary>
    internal static (float[] Logprobs, float[] Old, float[] Reference, float[] Advantages, float[] Gradients, double[] Weights) Batch(int sequences, int length)
    {
        var random = new Random(2);
        float[] Draw(Func<float> draw) => Enumerable.Range(0, sequences * length).Select(_ => draw()).ToArray();
        float[] Near(float[] values) => [.. values.Select(v => v + ((random.NextSingle() - 0.5f) * 0.4f))];
        var logprobs = Draw(() => -random.NextSingle() * 3);
        var weights = new double[sequences];
        LossAggregation.Dapo.Weigh(GroupLayout.Uniform(sequences, length), default, default, weights);
        return (logprobs, Near(logprobs), Near(logprobs), Draw(() => random.NextSingle() - 0.5f), new float[logprobs.Length], weights);
    }
}
