using Rlar.Kernels.Shaping;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Shaping;

/// <summary>The formulas that tools call for one completion are those of the kernels, to the bit.</summary>
public sealed class ScalarFormulaTests
{
    public static TheoryData<int> Backends => [0, 1];

    [Theory]
    [MemberData(nameof(Backends))]
    public void OverlongPenalty_AnyLength_IsWhatTheKernelsSubtract(int backend)
    {
        int[] lengths = [.. Enumerable.Range(0, 200)];
        foreach (var floor in new[] { false, true })
        {
            foreach (var penalty in new[] { 0, 0.3, 1, 1e150 })
            {
                var options = new OverlongOptions(97, 30) { Penalty = penalty, FloorAtMaxLength = floor };
                var shaped = new double[lengths.Length];
                Shapings[backend].Overlong(new double[lengths.Length], lengths, [], options, shaped);
                Assert.Equal(shaped, Array.ConvertAll(lengths, length => 0 - OverlongPenalty.At(length, options)));
            }
        }
    }

    [Theory]
    [InlineData(66, 0)]
    [InlineData(67, 0)]
    [InlineData(82, 0.5)]
    [InlineData(97, 1)]
    [InlineData(127, 1)]
    public void OverlongPenalty_Floored_RisesToThePenaltyAndStays(int length, double expected) =>
        Assert.Equal(expected, OverlongPenalty.At(length, new OverlongOptions(97, 30) { FloorAtMaxLength = true }));

    [Fact]
    public void OverlongPenalty_NotFloored_GoesOnGrowing() => Assert.Equal(2, OverlongPenalty.At(127, new OverlongOptions(97, 30)));

    [Theory]
    [MemberData(nameof(Backends))]
    public void CosineLengthReward_AnyLength_IsWhatTheKernelsGive(int backend)
    {
        int[] lengths = [.. Enumerable.Range(0, 200)];
        bool[] correct = [.. lengths.Select(length => length % 3 > 0)];
        var options = new CosineLengthOptions(150);
        var rewards = new double[lengths.Length];
        Shapings[backend].CosineLength(lengths, correct, [], options, rewards);
        Assert.Equal(rewards, Array.ConvertAll(lengths, length => CosineLengthReward.At(length, correct[length], options)));
    }

    [Fact]
    public void CosineLengthReward_NegativeLength_IsRefused() =>
        Assert.Throws<KernelException>(() => CosineLengthReward.At(-1, correct: true, new CosineLengthOptions(10)));

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(2, 3, 0)]
    [InlineData(6, 1, 2 / 3.0)]
    [InlineData(6, 2, 0.6)]
    [InlineData(6, 6, 0)]
    public void NGramRepetition_PeriodOfTwo_CountsWhatComesAgain(int length, int size, double expected) =>
        Assert.Equal(expected, NGramRepetition.RepeatedShare([.. Enumerable.Range(0, length).Select(i => i % 2)], size), 15);

    [Fact]
    public void NGramRepetition_NoSize_IsRefused() => Assert.Throws<KernelException>(() => NGramRepetition.RepeatedShare([1, 2], 0));
}
