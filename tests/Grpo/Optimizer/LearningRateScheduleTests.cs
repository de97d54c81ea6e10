using Rlar.Grpo.Optimizer;

namespace Rlar.Grpo.Tests.Optimizer;

public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData(LearningRateShape.Constant, 1, 1, 1, 1)]
    [InlineData(LearningRateShape.Linear, 1, 0.8, 0.6, 0.2)]
    [InlineData(LearningRateShape.Cosine, 1, 0.904508497187474, 0.654508497187474, 0.0954915028125264)]
    public void At_AfterTheWarmUp_FollowsTheShape(LearningRateShape shape, double first, double second, double third, double last)
    {
        var schedule = new LearningRateSchedule { Peak = 2, Shape = shape, WarmUpSteps = 4, Steps = 9 };
        double[] expected = [0.25, 0.5, 0.75, 1, first, second, third];
        for (var step = 1; step <= expected.Length; step++)
            Assert.Equal(2 * expected[step - 1], schedule.At(step), 1e-14);
        Assert.Equal(2 * last, schedule.At(9), 1e-14);
    }

    [Theory]
    [InlineData(LearningRateShape.Linear)]
    [InlineData(LearningRateShape.Cosine)]
    public void At_BeyondTheLastStep_StaysAtTheFinalShare(LearningRateShape shape)
    {
        var schedule = new LearningRateSchedule { Peak = 3, Shape = shape, Steps = 5, FinalShare = 0.1 };
        Assert.Equal(3, schedule.At(1));
        Assert.Equal(0.3, schedule.At(6), 1e-14);
        Assert.Equal(0.3, schedule.At(1000), 1e-14);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<TrainingException>(() => new LearningRateSchedule { Peak = double.NaN });
        Assert.Throws<TrainingException>(() => new LearningRateSchedule { WarmUpSteps = -1 });
        Assert.Throws<TrainingException>(() => new LearningRateSchedule { Steps = 0 });
        Assert.Throws<TrainingException>(() => new LearningRateSchedule { FinalShare = 1.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateSchedule().At(0));
    }
}
