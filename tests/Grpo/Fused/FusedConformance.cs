using Rlar.Grpo.Policy.Fused;
using static Rlar.Grpo.Tests.Fused.FusedNumbers;

namespace Rlar.Grpo.Tests.Fused;

/// <summary>What every vector width of the fused kernels must give, against the formulas in double and their finite differences.</summary>
public abstract class FusedConformance
{
    private const float Epsilon = 1e-5f;
    private readonly FusedWidth _width;

    private protected FusedConformance(FusedWidth width) => _width = width;

    [Fact]
    public void Exp_OverItsRange_IsWithinTwoUnitsOfTheLastPlace()
    {
        for (var x = -87f; x <= 87; x += 0.0173f)
        {
            var expected = Math.Exp(x);
            Assert.All(_width.Exp(x), actual =>
                Assert.True(Math.Abs(actual - expected) <= 2 * (MathF.BitIncrement((float)expected) - (float)expected), $"exp({x})"));
        }
    }

    [Fact]
    public void RmsNorm_EveryWidth_IsTheFormula()
    {
        foreach (var width in Lengths.Where(n => n > 0))
        {
            var (x, w) = (Random(width, 3 * width), Random(width + 1, width));
            var (y, scales) = (new float[x.Length], new float[3]);
            _width.RmsNorm(x, w, Epsilon, y, scales);
            Close(FusedFormulas.RmsNorm(Wide(x), Wide(w), Epsilon), y, 1e-7, 2e-6, $"width {width}");
            _width.RmsNorm(x, w, Epsilon, x, scales);
            Assert.Equal(y, x);
        }
    }

    [Fact]
    public void RmsNorm_Gradients_AreFiniteDifferences()
    {
        foreach (var width in Enumerable.Range(1, 70))
        {
            var (x, w, dy) = (Random(width, 2 * width), Random(width + 1, width), Random(width + 2, 2 * width));
            var (dx, dw, scales) = (new float[x.Length], Random(7, width), new float[2]);
            _width.RmsNorm(x, w, Epsilon, new float[x.Length], scales);
            var before = Wide(dw);
            _width.RmsNormBack(x, w, scales, dy, dx, dw);
            double Loss(double[] source, double[] weight) => FusedFormulas.RmsNorm(source, weight, Epsilon).Zip(dy, (y, d) => y * d).Sum();
            var (wideX, wideW) = (Wide(x), Wide(w));
            Close(Differences(wideX, s => Loss(s, wideW)), dx, 3e-5, 3e-5, $"dx, width {width}");
            Close([.. Differences(wideW, s => Loss(wideX, s)).Zip(before, (d, b) => d + b)], dw, 3e-5, 3e-5, $"dw, width {width}");
            _width.RmsNormBack(x, w, scales, dy, dy, []);
            Assert.Equal(dx, dy);
        }
    }

    [Fact]
    public void RmsNorm_LargeRow_HasTheFormulasGradient()
    {
        var (x, w, dy) = (Random(1, 4099), Random(2, 4099), Random(3, 4099));
        var (dx, dw, scales) = (new float[4099], new float[4099], new float[1]);
        _width.RmsNorm(x, w, Epsilon, new float[4099], scales);
        _width.RmsNormBack(x, w, scales, dy, dx, dw);
        var s = 1 / Math.Sqrt((x.Sum(v => (double)v * v) / 4099) + Epsilon);
        var mean = Enumerable.Range(0, 4099).Sum(i => (double)dy[i] * w[i] * x[i]) / 4099;
        Close([.. x.Select((v, i) => s * (((double)dy[i] * w[i]) - (v * s * s * mean)))], dx, 1e-6, 1e-5, "dx");
        Close([.. x.Select((v, i) => (double)dy[i] * v * s)], dw, 1e-6, 1e-6, "dw");
    }

    [Fact]
    public void SwiGlu_EveryLength_IsTheFormula()
    {
        foreach (var length in Lengths)
        {
            var (gate, up) = (Random(length, length, 30), Random(length + 1, length));
            var y = new float[length];
            _width.SwiGlu(gate, up, y);
            Close(FusedFormulas.SwiGlu(Wide(gate), Wide(up)), y, 1e-11, 1e-6, $"length {length}");
        }
    }

    [Fact]
    public void SwiGlu_Gradients_AreFiniteDifferences()
    {
        foreach (var length in Enumerable.Range(0, 71))
        {
            var (gate, up, dy) = (Random(length, length, 8), Random(length + 1, length), Random(length + 2, length));
            var (dg, du) = (new float[length], new float[length]);
            _width.SwiGluBack(gate, up, dy, dg, du);
            double Loss(double[] g, double[] u) => FusedFormulas.SwiGlu(g, u).Zip(dy, (y, d) => y * d).Sum();
            var (wideG, wideU) = (Wide(gate), Wide(up));
            Close(Differences(wideG, s => Loss(s, wideU)), dg, 1e-6, 1e-5, $"dg, length {length}");
            Close(Differences(wideU, s => Loss(wideG, s)), du, 1e-6, 1e-5, $"du, length {length}");
            _width.SwiGluBack(gate, up, dy, gate, up);
            Assert.Equal(dg, gate);
            Assert.Equal(du, up);
        }
    }

    [Fact]
    public void SwiGlu_FarGates_GiveTheLimits()
    {
        float[] gate = [-1000, -88, 88, 1000, float.NaN];
        float[] up = [1, 1, 1, 1, 1];
        var y = new float[5];
        _width.SwiGlu(gate, up, y);
        Assert.True(Math.Abs(y[0]) < 1e-34 && Math.Abs(y[1]) < 1e-34);
        Assert.Equal([88f, 1000f, float.NaN], y[2..]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rope_EveryHead_IsTheFormulaAndItsGradientTheTurnBack(bool halves)
    {
        int[] positions = [0, 1, 2, 0, 1, 17];
        foreach (var size in Enumerable.Range(1, 40).Select(pairs => 2 * pairs))
        {
            var factors = size % 3 == 0 ? Random(size, size / 2, 1).Select(f => f + 3).ToArray() : [];
            var table = new RopeTable(halves ? RopePairs.Halves : RopePairs.Neighbours, 18, size, 10000, factors);
            var x = Random(size, positions.Length * 3 * size);
            var (y, back) = (new float[x.Length], new float[x.Length]);
            _width.Rope(x, table, positions, back: false, y);
            Close(FusedFormulas.Rope(Wide(x), positions, 3, size, halves, 10000, factors, 1), y, 5e-7, 1e-6, $"forward, head {size}");

            // A turn is linear, and its transpose is the turn back.
            _width.Rope(x, table, positions, back: true, back);
            Close(FusedFormulas.Rope(Wide(x), positions, 3, size, halves, 10000, factors, -1), back, 5e-7, 1e-6, $"backward, head {size}");
            _width.Rope(x, table, positions, back: false, x);
            Assert.Equal(y, x);
        }
    }

    [Fact]
    public void ElementwiseKernels_AnyWidth_GiveTheBitsOfOneLane()
    {
        var (gate, up, dy) = (Random(1, 4099, 20), Random(2, 4099), Random(3, 4099));
        var (mine, single) = (new float[3][], new float[3][]);
        Run(_width, mine);
        Run(new FusedWidth.Of<FloatLane>(), single);
        Assert.Equal(single, mine);

        void Run(FusedWidth width, float[][] results)
        {
            for (var i = 0; i < 3; i++)
                results[i] = new float[4099];
            width.SwiGlu(gate, up, results[0]);
            width.SwiGluBack(gate, up, dy, results[1], results[2]);
            foreach (var pairs in Enum.GetValues<RopePairs>())
                width.Rope(results[0].AsSpan(0, 4098), new RopeTable(pairs, 3, 1366, 10000), [0, 1, 2], back: false, results[0].AsSpan(0, 4098));
        }
    }

    [Fact]
    public void Kernels_SpansThatDoNotFit_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => _width.RmsNorm(new float[7], new float[3], 0, new float[7], new float[2]));
        Assert.Throws<ArgumentException>(() => _width.RmsNormBack(new float[6], new float[3], new float[2], new float[5], new float[6], []));
        Assert.Throws<ArgumentException>(() => _width.SwiGlu(new float[6], new float[6], new float[5]));
        Assert.Throws<ArgumentException>(() => _width.Rope(new float[8], new RopeTable(RopePairs.Halves, 2, 4, 1e4), [0, 2], false, new float[8]));
        Assert.Throws<ArgumentException>(() => new RopeTable(RopePairs.Halves, 2, 5, 1e4));
    }
}
