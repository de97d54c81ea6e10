using Rlar.Kernels.Losses;

namespace Rlar.Kernels.Tests.Losses;

/// <summary>A*PO's regression: numbers by hand, and its gradient by finite differences.</summary>
public sealed class OptimalAdvantageLossTests
{
    [Fact]
    public void ForwardBackward_TwoSequences_IsTheMeanSquare()
    {
        var gradients = new double[3];
        var loss = OptimalAdvantageLoss.ForwardBackward<double>(
            GroupLayout.Ragged([0, 2, 3]), [true, true, true], [0.5, 0.5], [-1, -2, -1], [-2, -2.5, -1], [0.5, -1], 0.1, gradients);
        Assert.Equal(((0.35 * 0.35) + 1) / 2, loss, 1e-15);
        Tolerance.AssertClose([-0.035, -0.035, 0.1], gradients, 1e-15, 0, "gradients");
    }

    [Fact]
    public void Gradients_AnyBatch_AreFiniteDifferences()
    {
        var batch = LossCase.Random(5, 6, 9);
        var weights = new double[6];
        new LossAggregation { Mode = AggregationMode.SequenceMeanTokenSum }.Weigh(batch.Layout, batch.Mask, default, weights);
        var gradients = new double[batch.Logprobs.Length];
        _ = Loss(gradients);
        for (var i = 0; i < gradients.Length; i++)
        {
            var kept = batch.Logprobs[i];
            batch.Logprobs[i] = kept + 1e-6;
            var above = Loss([]);
            batch.Logprobs[i] = kept - 1e-6;
            var below = Loss([]);
            batch.Logprobs[i] = kept;
            Assert.Equal((above - below) / 2e-6, gradients[i], 1e-8);
        }

        double Loss(double[] to) => OptimalAdvantageLoss.ForwardBackward<double>(
            batch.Layout, batch.Mask, weights, batch.Logprobs, batch.Reference, [1, -1, 0.5, 0, 2, -0.25], 0.3, to);
    }

    [Fact]
    public void ForwardBackward_NumberThatIsNone_IsRefusedUnlessMasked()
    {
        Assert.Equal(0, OptimalAdvantageLoss.ForwardBackward<float>(GroupLayout.Uniform(1, 1), [false], [1], [float.NaN], [0], [0], 1, default));
        Assert.Equal(0, Assert.Throws<KernelException>(
            () => OptimalAdvantageLoss.ForwardBackward<float>(GroupLayout.Uniform(1, 1), default, [1], [float.NaN], [0], [0], 1, default)).Index);
        Assert.Throws<KernelException>(() => OptimalAdvantageLoss.ForwardBackward<float>(GroupLayout.Uniform(1, 1), default, [1], [0], [0], [0], 0, default));
    }
}
