using System.Runtime.Intrinsics;
using Rlar.Grpo.Policy.Fused;
using Rlar.Kernels.Cpu;
using static Rlar.Grpo.Tests.Fused.FusedNumbers;

namespace Rlar.Grpo.Tests.Fused;

/// <summary>Log-probabilities, entropies and the gradient of logits, against the formulas in double, on every path that this processor has.</summary>
public sealed class TokenHeadTests
{
    public static TheoryData<VectorPath> Paths =>
    [
        .. Enum.GetValues<VectorPath>().Where(path => path switch
        {
            VectorPath.Vector512 => Vector512.IsHardwareAccelerated,
            VectorPath.Vector256 => Vector256.IsHardwareAccelerated,
            _ => true,
        }),
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Forward_EveryVocabulary_IsTheFormula(VectorPath path)
    {
        using var head = new TokenHead(path);
        foreach (var vocabulary in Lengths.Where(n => n > 0).Append(32000))
        {
            var logits = Random(vocabulary, 3 * vocabulary, 12);
            int[] targets = [0, vocabulary / 2, vocabulary - 1];
            var (logprobs, entropies) = (new float[3], new float[3]);
            head.Forward(logits, targets, logprobs, entropies);
            var expected = FusedFormulas.Head(Wide(logits), targets);
            Close(expected.Logprobs, logprobs, 1e-6, 1e-6, $"logprobs, vocabulary {vocabulary}");
            Close(expected.Entropies, entropies, 1e-6, 1e-6, $"entropies, vocabulary {vocabulary}");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Backward_OfLogprobAndEntropy_IsFiniteDifferences(VectorPath path)
    {
        using var head = new TokenHead(path);
        foreach (var vocabulary in Enumerable.Range(1, 70))
        {
            var logits = Random(vocabulary, 2 * vocabulary, 4);
            int[] targets = [vocabulary / 2, vocabulary - 1];
            float[] byLogprob = [0.7f, -1.3f];
            float[] byEntropy = [-0.4f, 0.9f];
            head.Forward(logits, targets, new float[2], new float[2]);
            var expected = Differences(Wide(logits), z =>
            {
                var (logprobs, entropies) = FusedFormulas.Head(z, targets);
                return logprobs.Zip(byLogprob, (value, slope) => value * slope).Sum() + entropies.Zip(byEntropy, (value, slope) => value * slope).Sum();
            });
            head.Backward(logits, targets, byLogprob, byEntropy);
            Close(expected, logits, 2e-6, 1e-5, $"vocabulary {vocabulary}");
        }
    }

    [Fact]
    public void Backward_NoSlope_IsExactlyZero()
    {
        using var head = new TokenHead();
        var logits = Random(1, 2 * 33);
        head.Forward(logits, [3, 4], new float[2], new float[2]);
        head.Backward(logits, [3, 4], [0, 1], []);
        Assert.All(logits[..33], slope => Assert.Equal(0, slope));
        Assert.All(logits[33..], slope => Assert.NotEqual(0, slope));
    }

    [Fact]
    public void Forward_LogitThatIsNoNumber_SaysWhich()
    {
        using var head = new TokenHead();
        var logits = Random(1, 2 * 33);
        logits[40] = float.NaN;
        var error = Assert.Throws<TrainingException>(() => head.Forward(logits, [3, 4], new float[2], new float[2]));
        Assert.Contains("logits[40]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_SlopeThatIsNoNumber_IsRefused()
    {
        using var head = new TokenHead();
        var logits = Random(1, 33);
        head.Forward(logits, [3], new float[1], new float[1]);
        Assert.Throws<TrainingException>(() => head.Backward(logits, [3], [float.NaN], []));
    }
}
