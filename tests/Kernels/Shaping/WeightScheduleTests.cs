using Rlar.Kernels.Shaping;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Shaping;

public sealed class WeightScheduleTests
{
    [Fact]
    public void AtomSearcher_OverTraining_IsThePapersLine()
    {
        var schedule = WeightSchedule.AtomSearcher(200);
        for (var step = 0; step <= 200; step++)
            Close(0.5 * (1 - (step / 200.0)), schedule.At(step), 1, $"step {step}");
        Assert.Equal(0, schedule.At(1_000_000));
    }

    [Fact]
    public void Ends_EveryShape_AreExact()
    {
        foreach (var schedule in new[] { WeightSchedule.Linear(0.3, 0.7, 10), WeightSchedule.Cosine(0.3, 0.7, 10) })
        {
            Assert.Equal((0.3, 0.7, 0.7), (schedule.At(0), schedule.At(10), schedule.At(11)));
            Close(0.5, schedule.At(5));
            for (var step = 0; step < 10; step++)
                Assert.True(schedule.At(step + 1) > schedule.At(step));
        }

        Assert.Equal(0.25, WeightSchedule.Constant(0.25).At(long.MaxValue));
    }

    [Fact]
    public void Cosine_FirstQuarter_IsTheFormula() => Close(0.5 * (1 + Math.Sqrt(0.5)), WeightSchedule.Cosine(1, 0, 4).At(1));

    [Fact]
    public void Construction_BadValues_AreRefused()
    {
        Assert.Throws<KernelException>(() => WeightSchedule.Linear(double.NaN, 0, 1));
        Assert.Throws<KernelException>(() => WeightSchedule.Cosine(0, double.PositiveInfinity, 1));
        Assert.Throws<KernelException>(() => WeightSchedule.AtomSearcher(0));
        Assert.Throws<KernelException>(() => WeightSchedule.Constant(1).At(-1));
    }
}
