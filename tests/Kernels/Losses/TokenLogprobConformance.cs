using Rlar.Kernels.Cpu;
using Rlar.Kernels.Losses;
using Rlar.Kernels.Reference;

namespace Rlar.Kernels.Tests.Losses;

public sealed class ReferenceTokenLogprobTests() : TokenLogprobConformance(new ReferenceTokenLogprobs());

public sealed class CpuTokenLogprobTests() : TokenLogprobConformance(new CpuTokenLogprobs(new CpuBackend()));

public sealed class Cpu256TokenLogprobTests() : TokenLogprobConformance(new CpuTokenLogprobs(new CpuBackend(new CpuOptions { Path = VectorPath.Scalar, Threads = 3 })));

/// <summary>Log-probabilities from logits, held against the textbook in double at every vocabulary size.</summary>
/// <param name="kernels">The backend.</param>
/// <param name="vocabularies">Vocabularies to try; none: all.</param>
public abstract class TokenLogprobConformance(ITokenLogprobKernels kernels, params int[] vocabularies)
{
    private static readonly int[] s_vocabularies = [.. Enumerable.Range(1, 66), 127, 128, 129, 1023, 1024, 1025, 5003];

    [Theory]
    [InlineData(LogitFormat.F32, 1)]
    [InlineData(LogitFormat.F32, 0.7)]
    [InlineData(LogitFormat.F16, 1)]
    [InlineData(LogitFormat.BF16, 1.3)]
    [InlineData(LogitFormat.F64, 1)]
    public void Forward_EveryVocabulary_IsTheTextbook(LogitFormat format, double temperature)
    {
        foreach (var vocabulary in vocabularies.Length == 0 ? s_vocabularies : vocabularies)
        {
            foreach (var logits in LogitCases.Kinds(format, tokens: 5, vocabulary))
            {
                var targets = logits.Targets(seed: vocabulary);
                var actual = logits.Forward(kernels, targets, temperature);
                for (var t = 0; t < logits.Tokens; t++)
                {
                    var row = logits.Row(t, temperature);
                    var (logprob, normalizer, entropy, squares) = LogitCases.Textbook(row, targets[t]);
                    Close(logprob, actual.Logprobs[t], $"{logits.Name} V={vocabulary} logprob[{t}]");
                    Close(normalizer, actual.Normalizers[t], $"{logits.Name} V={vocabulary} normalizer[{t}]");
                    Close(entropy, actual.Entropies[t], $"{logits.Name} V={vocabulary} entropy[{t}]");
                    Close(squares, actual.Squares[t], $"{logits.Name} V={vocabulary} squares[{t}]");
                    Assert.True(actual.Logprobs[t] <= 1e-15 && actual.Entropies[t] >= -1e-15, "a probability is at most 1");
                }
            }
        }
    }

    [Theory]
    [InlineData(LogitFormat.F32, 1)]
    [InlineData(LogitFormat.F32, 0.7)]
    [InlineData(LogitFormat.F16, 1)]
    [InlineData(LogitFormat.BF16, 1.3)]
    [InlineData(LogitFormat.F64, 1)]
    public void Backward_EveryVocabulary_IsTheTextbook(LogitFormat format, double temperature)
    {
        foreach (var vocabulary in vocabularies.Length == 0 ? s_vocabularies : vocabularies)
        {
            foreach (var logits in LogitCases.Kinds(format, tokens: 3, vocabulary))
            {
                var targets = logits.Targets(seed: vocabulary);
                var forward = logits.Forward(new ReferenceTokenLogprobs(), targets, temperature);
                var (byLogprob, byEntropy) = (new double[] { 0.7, -1.1, 0.2 }, new double[] { -0.3, 0.4, 0 });
                var single = new float[logits.Tokens * vocabulary];
                var inDouble = new double[single.Length];
                var gradients = new TokenGradients(byLogprob, forward.Normalizers, byEntropy, forward.Entropies);
                kernels.Backward(logits.Matrix, targets, temperature, gradients, single);
                kernels.Backward(logits.Matrix, targets, temperature, gradients, inDouble);
                for (var t = 0; t < logits.Tokens; t++)
                {
                    var row = logits.Row(t, temperature);
                    for (var v = 0; v < vocabulary; v++)
                    {
                        var logProbability = row[v] - forward.Normalizers[t];
                        var p = Math.Exp(logProbability);
                        var expected = ((byLogprob[t] * ((v == targets[t] ? 1 : 0) - p)) - (p == 0 ? 0 : byEntropy[t] * p * (logProbability + forward.Entropies[t]))) / temperature;
                        var where = $"{logits.Name} V={vocabulary} [{t},{v}]";
                        Close(expected, single[(t * vocabulary) + v], where);
                        Assert.True(Math.Abs(expected - inDouble[(t * vocabulary) + v]) <= 1e-12, $"{where} expected {expected:R}, got {inDouble[(t * vocabulary) + v]:R}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Backward_InPlaceOrWithoutGradient_IsTheSameOrZero()
    {
        var logits = LogitCases.Kinds(LogitFormat.F32, 4, 77).First();
        var targets = logits.Targets(1);
        var forward = logits.Forward(kernels, targets, 1);
        double[] byLogprob = [0.5, 0, -0.25, 1];
        var apart = new float[4 * 77];
        var inPlace = (float[])logits.Singles.Clone();
        kernels.Backward(logits.Matrix, targets, 1, new TokenGradients(byLogprob, forward.Normalizers), apart);
        kernels.Backward(LogitMatrix.F32(inPlace, 77), targets, 1, new TokenGradients(byLogprob, forward.Normalizers), inPlace);
        Assert.Equal(apart, inPlace);
        Assert.All(apart[77..154], g => Assert.Equal(0, g));
    }

    [Theory]
    [InlineData(LogitFormat.F16)]
    [InlineData(LogitFormat.BF16)]
    public void Forward_SixteenBits_IsThatOfTheWidenedNumbersBitByBit(LogitFormat format)
    {
        foreach (var vocabulary in new[] { 1, 5, 16, 33, 1000 })
        {
            foreach (var logits in LogitCases.Kinds(format, 7, vocabulary))
            {
                var targets = logits.Targets(3);
                var wide = LogitCases.Of(LogitFormat.F32, logits.Name, logits.Widened, vocabulary);
                var (expected, actual) = (wide.Forward(kernels, targets, 1), logits.Forward(kernels, targets, 1));
                Assert.Equal(expected.Logprobs, actual.Logprobs);
                Assert.Equal(expected.Normalizers, actual.Normalizers);
                Assert.Equal(expected.Entropies, actual.Entropies);
                Assert.Equal(expected.Squares, actual.Squares);
            }
        }
    }

    [Fact]
    public void Forward_EveryHalfThereIs_IsWidenedExactly()
    {
        var patterns = Enumerable.Range(0, 65536).Select(b => (ushort)b).Where(b => Half.IsFinite(BitConverter.UInt16BitsToHalf(b))).ToArray();

        // Each row holds one bit pattern, in every lane of a vector: its normalizer tells the number. An interpreter has no vectors.
        var lanes = vocabularies.Length == 0 ? 16 : 1;
        var bits = patterns.SelectMany(b => Enumerable.Repeat(b, lanes)).ToArray();
        var singles = Array.ConvertAll(bits, b => (float)BitConverter.UInt16BitsToHalf(b));
        var half = LogitCases.Forward(kernels, LogitMatrix.F16(bits, lanes), new int[patterns.Length], 1);
        var wide = LogitCases.Forward(kernels, LogitMatrix.F32(singles, lanes), new int[patterns.Length], 1);
        Assert.Equal(wide.Normalizers, half.Normalizers);
    }

    [Theory]
    [InlineData(float.NaN, 37)]
    [InlineData(float.PositiveInfinity, 20)]
    [InlineData(float.NaN, 59)]
    public void Forward_LogitThatIsNoNumber_IsRefusedWithItsIndex(float bad, int index)
    {
        var logits = Enumerable.Range(0, 60).Select(i => i == index ? bad : i / 10f).ToArray();
        var error = Assert.Throws<KernelException>(() => LogitCases.Forward(kernels, LogitMatrix.F32(logits, 20), new int[3], 1));
        Assert.Equal(index, error.Index);
        var doubles = Array.ConvertAll(logits, l => (double)l);
        Assert.Equal(index, Assert.Throws<KernelException>(() => LogitCases.Forward(kernels, LogitMatrix.F64(doubles, 20), new int[3], 1)).Index);
        Assert.Equal(index, Assert.Throws<KernelException>(() => kernels.Backward(
            LogitMatrix.F32(logits, 20), new int[3], 1, new TokenGradients(new double[] { 1, 1, 1 }, new double[] { 5, 5, 5 }), new float[60])).Index);
    }

    [Fact]
    public void Forward_RowWithoutAToken_IsRefusedWithItsStart()
    {
        var logits = new float[40];
        logits.AsSpan(20).Fill(float.NegativeInfinity);
        Assert.Equal(20, Assert.Throws<KernelException>(() => LogitCases.Forward(kernels, LogitMatrix.F32(logits, 20), new int[2], 1)).Index);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(20)]
    public void Forward_TargetOutsideTheVocabulary_IsRefusedWithItsPosition(int target) =>
        Assert.Equal(1, Assert.Throws<KernelException>(() => LogitCases.Forward(kernels, LogitMatrix.F32(new float[40], 20), [3, target], 1)).Index);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Forward_TemperatureOutOfRange_IsRefused(double temperature) =>
        Assert.Throws<KernelException>(() => LogitCases.Forward(kernels, LogitMatrix.F32(new float[40], 20), new int[2], temperature));

    [Fact]
    public void Forward_TargetThatCannotCome_HasLogprobMinusInfinity()
    {
        var actual = LogitCases.Forward(kernels, LogitMatrix.F32([1, float.NegativeInfinity, 2], 3), [1], 1);
        Assert.Equal(double.NegativeInfinity, actual.Logprobs[0]);
        Assert.True(double.IsFinite(actual.Entropies[0]));
    }

    [Fact]
    public void Forward_NoRows_IsNoError() => Assert.Empty(LogitCases.Forward(kernels, LogitMatrix.F32([], 20), [], 1).Logprobs);

    [Fact]
    public void Forward_OneTokenVocabulary_IsCertain()
    {
        var actual = LogitCases.Forward(kernels, LogitMatrix.F32([-1e30f, 0, 3e38f], 1), [0, 0, 0], 1);
        Assert.All(actual.Logprobs, p => Assert.Equal(0, p));
        Assert.All(actual.Entropies, h => Assert.Equal(0, h));
        Assert.All(actual.Squares, s => Assert.Equal(1, s));
    }

    [Fact]
    public void Backward_GradientByLogit_IsTheFiniteDifference()
    {
        var random = new Random(5);
        var logits = Enumerable.Range(0, 12).Select(_ => random.NextDouble() * 6 - 3).ToArray();
        double Loss(double[] at)
        {
            var forward = LogitCases.Forward(kernels, LogitMatrix.F64(at, 12), [4], 0.8);
            return (1.5 * forward.Logprobs[0]) - (0.6 * forward.Entropies[0]);
        }

        var values = LogitCases.Forward(kernels, LogitMatrix.F64(logits, 12), [4], 0.8);
        var gradients = new double[12];
        kernels.Backward(LogitMatrix.F64(logits, 12), [4], 0.8, new TokenGradients([1.5], values.Normalizers, [-0.6], values.Entropies), gradients);
        for (var v = 0; v < 12; v++)
        {
            var (above, below) = ((double[])logits.Clone(), (double[])logits.Clone());
            above[v] += 1e-5;
            below[v] -= 1e-5;
            Assert.Equal((Loss(above) - Loss(below)) / 2e-5, gradients[v], 1e-8);
        }

        Assert.Equal(0, gradients.Sum(), 1e-12);
    }

    // In float: 1e-6 of what the row's numbers are worth.
    private void Close(double expected, double actual, string where)
    {
        var tolerance = kernels is ReferenceTokenLogprobs ? 1e-12 : 2e-6;
        if (!(Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected))) && !expected.Equals(actual) && !float.CreateTruncating(expected).Equals((float)actual))
            Assert.Fail($"{where}: expected {expected:R}, got {actual:R}");
    }
}
