using Rlar.Kernels.Cpu;
using Rlar.Kernels.Normalization;
using Rlar.Kernels.Reference;
using Rlar.Kernels.Shaping;
using static Rlar.Kernels.Tests.KernelCases;

namespace Rlar.Kernels.Tests.Shaping;

public sealed class ReferenceShapingTests() : ShapingConformance(new ReferenceShaping());

public sealed class CpuShapingTests() : ShapingConformance(new CpuShaping());

/// <summary>The operations that work entry by entry, held against their formulas at every length.</summary>
/// <param name="kernels">The backend.</param>
/// <param name="lengths">Lengths of batches; none: all of <see cref="Lengths"/>.</param>
public abstract class ShapingConformance(IShapingKernels kernels, params int[] lengths)
{
    [Fact]
    public void Clip_EveryLengthAndKind_IsTheFormula() =>
        Check((r, s, to) => kernels.Clip(r, s, new ClipBounds(-0.25, 0.6), to), (r, _) => Math.Clamp(r, -0.25, 0.6));

    [Fact]
    public void Clip_NoBounds_LeavesEverything() => Check((r, s, to) => kernels.Clip(r, s, new ClipBounds(), to), (r, _) => r);

    [Fact]
    public void Tanh_EveryLengthAndKind_IsTheFormula() =>
        Check((r, s, to) => kernels.Tanh(r, s, 0.7, to), (r, _) => 1 - (2 / (Math.Exp(1.4 * r) + 1)));

    [Fact]
    public void Scale_EveryLengthAndKind_IsTheFormula() =>
        Check((r, s, to) => kernels.Scale(r, s, new LinearScale(0, 0.5, 1, -3), to), (r, _) => 1 - (8 * Math.Clamp(r, 0, 0.5)));

    [Fact]
    public void ProcessClip_EveryLengthAndKind_IsTheFormula() =>
        Check((r, s, to) => kernels.ProcessClip(r, s, 0.4, to), (r, _) => r < 0.4 ? r - 0.4 : 0);

    [Fact]
    public void StopProperly_EveryLengthAndKind_IsTheFormula() => Check(
        (r, s, to) => kernels.StopProperly(r, Enumerable.Range(0, r.Length).Select(i => i % 3 == 1).ToArray(), s, 0.25, to),
        (r, i) => i % 3 == 1 ? r / 4 : r);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Overlong_EveryLengthAndKind_IsTheFormula(bool floor) => Check(
        (r, s, to) => kernels.Overlong(
            r, Enumerable.Range(0, r.Length).Select(i => i * 7 % 60).ToArray(), s, new OverlongOptions(40, 10) { Penalty = 2, FloorAtMaxLength = floor }, to),
        (r, i) => r + ((i * 7 % 60) switch
        {
            <= 30 => 0,
            > 40 when floor => -2,
            var length => -(length - 30) / 10.0 * 2,
        }));

    [Fact]
    public void CosineLength_EveryLength_IsTheFormula() => Check(
        (r, s, to) => kernels.CosineLength(
            Enumerable.Range(0, r.Length).ToArray(), Enumerable.Range(0, r.Length).Select(i => i % 2 == 0).ToArray(), s, new CosineLengthOptions(150), to),
        (_, i) => (i % 2 == 0 ? 0.75 : -0.75) + ((i % 2 == 0 ? 0.25 : -0.25) * Math.Cos(Math.PI * Math.Min(i / 150.0, 1))));

    [Fact]
    public void GatedAccumulation_ThreeLevels_IsTheNestedFormula()
    {
        foreach (var n in Tried)
        {
            var components = Random(3 * n, n, r => r.NextDouble());
            var scored = Random(3 * n, n + 1, r => r.Next(5) > 0);
            var actual = new double[n];
            kernels.GatedAccumulation(components.Select((c, i) => scored[i] ? c : double.NaN).ToArray(), scored, [0.5, 0.3], actual);
            for (var i = 0; i < n; i++)
            {
                var (high, middle, low) = (components[i], components[n + i], components[(2 * n) + i]);
                var lowest = scored[n + i] && middle >= 0.3 && scored[(2 * n) + i] ? low : 0;
                var gated = scored[n + i] ? middle + lowest : 0;
                var expected = scored[i] ? high + (high >= 0.5 ? gated : 0) : 0;
                if (!IsClose(expected, actual[i]))
                    Close(expected, actual[i], 1, $"{n}[{i}]");
            }
        }
    }

    [Fact]
    public void GatedAccumulation_AtTheThreshold_TheGateIsOpen()
    {
        var actual = new double[2];
        kernels.GatedAccumulation([0.5, 0.49, 10, 10], [], [0.5], actual);
        Assert.Equal([10.5, 0.49], actual);
    }

    [Fact]
    public void GatedAccumulation_OneComponent_IsThatComponent()
    {
        var actual = new double[2];
        kernels.GatedAccumulation([3, -4], [], [], actual);
        Assert.Equal([3, -4], actual);
    }

    private IEnumerable<int> Tried => lengths.Length == 0 ? Lengths : lengths;

    private void Check(Action<double[], bool[], double[]> operation, Func<double, int, double> formula)
    {
        foreach (var n in Tried)
        {
            foreach (var (rewards, scored) in Batches(n, 5))
            {
                var actual = new double[n];
                operation(rewards, scored, actual);
                for (var i = 0; i < n; i++)
                {
                    var expected = IsScored(scored, i) ? formula(rewards[i], i) : 0;
                    if (!IsClose(expected, actual[i]))
                        Close(expected, actual[i], 1, $"length {n}, entry {i}");
                }

                operation(rewards, scored, rewards);
                Assert.Equal(actual, rewards);
            }
        }
    }
}
