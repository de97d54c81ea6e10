using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>Logits of one kind in one format, with what a kernel makes of them.</summary>
internal sealed class LogitCases
{
    private readonly LogitFormat _format;
    private readonly int _vocabulary;
    private readonly double[] _doubles;
    private readonly ushort[] _bits;

    private LogitCases(LogitFormat format, string name, double[] logits, int vocabulary)
    {
        (_format, Name, _vocabulary) = (format, name, vocabulary);
        Singles = Array.ConvertAll(logits, l => (float)l);
        _doubles = logits;
        _bits = format == LogitFormat.F16
            ? Array.ConvertAll(logits, l => BitConverter.HalfToUInt16Bits((Half)l))
            : Array.ConvertAll(Singles, s => (ushort)(BitConverter.SingleToUInt32Bits(s) >> 16));
    }

    internal string Name { get; }

    internal float[] Singles { get; }

    internal int Tokens => _doubles.Length / _vocabulary;

    internal LogitMatrix Matrix => _format switch
    {
        LogitFormat.F32 => LogitMatrix.F32(Singles, _vocabulary),
        LogitFormat.F16 => LogitMatrix.F16(_bits, _vocabulary),
        LogitFormat.BF16 => LogitMatrix.BF16(_bits, _vocabulary),
        _ => LogitMatrix.F64(_doubles, _vocabulary),
    };

    /// <summary>The numbers that the format holds.</summary>
    internal double[] Widened => _format switch
    {
        LogitFormat.F32 => Array.ConvertAll(Singles, s => (double)s),
        LogitFormat.F16 => Array.ConvertAll(_bits, b => (double)BitConverter.UInt16BitsToHalf(b)),
        LogitFormat.BF16 => Array.ConvertAll(_bits, b => (double)BitConverter.UInt32BitsToSingle((uint)b << 16)),
        _ => _doubles,
    };

    internal static LogitCases Of(LogitFormat format, string name, double[] logits, int vocabulary) => new(format, name, logits, vocabulary);

    /// <summary>Ordinary, flat, peaked, huge and partly impossible rows; the ends of a format's range where it is narrow.</summary>
    internal static IEnumerable<LogitCases> Kinds(LogitFormat format, int tokens, int vocabulary)
    {
        var random = new Random((vocabulary * 31) + tokens);
        double[] Draw(Func<int, double> draw) => Enumerable.Range(0, tokens * vocabulary).Select(draw).ToArray();
        yield return new(format, "ordinary", Draw(_ => (random.NextDouble() - 0.5) * 20), vocabulary);
        yield return new(format, "flat", Draw(_ => 3), vocabulary);
        yield return new(format, "peaked", Draw(i => i % vocabulary == vocabulary / 2 ? 200 : random.NextDouble() * 100), vocabulary);
        var large = format == LogitFormat.F16 ? 6e4 : 1e30;
        yield return new(format, "huge", Draw(_ => random.Next(3) == 0 ? large : random.Next(2) == 0 ? -large : 0), vocabulary);
        yield return new(format, "impossible", Draw(i => i % vocabulary != 0 && random.Next(2) == 0 ? double.NegativeInfinity : random.NextDouble()), vocabulary);
        yield return new(format, "tiny", Draw(_ => random.NextDouble() * 1e-7), vocabulary);
    }

    internal int[] Targets(int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, Tokens).Select(_ => random.Next(_vocabulary)).ToArray();
    }

    internal double[] Row(int token, double temperature) =>
        Widened.AsSpan(token * _vocabulary, _vocabulary).ToArray().Select(l => l / temperature).ToArray();

    internal (double[] Logprobs, double[] Normalizers, double[] Entropies, double[] Squares) Forward(
        ITokenLogprobKernels kernels, int[] targets, double temperature) => Forward(kernels, Matrix, targets, temperature);

    internal static (double[] Logprobs, double[] Normalizers, double[] Entropies, double[] Squares) Forward(
        ITokenLogprobKernels kernels, in LogitMatrix logits, int[] targets, double temperature)
    {
        var results = Enumerable.Range(0, 4).Select(_ => Enumerable.Repeat(double.NaN, targets.Length).ToArray()).ToArray();
        kernels.Forward(logits, targets, temperature, new TokenStatistics(results[0], results[1], results[2], results[3]));
        return (results[0], results[1], results[2], results[3]);
    }

    /// <summary>The definitions, from probabilities.</summary>
    internal static (double Logprob, double Normalizer, double Entropy, double Squares) Textbook(double[] row, int target)
    {
        var maximum = row.Max();
        var sum = row.Sum(z => Math.Exp(z - maximum));
        var normalizer = maximum + Math.Log(sum);
        var p = row.Select(z => Math.Exp(z - maximum) / sum).ToArray();
        return (row[target] - maximum - Math.Log(sum), normalizer, -p.Sum(x => x > 0 ? x * Math.Log(x) : 0), p.Sum(x => x * x));
    }
}
