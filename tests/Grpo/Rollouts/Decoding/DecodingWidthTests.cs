using Rlar.Grpo.Policy.Fused;
using Rlar.Grpo.Rollouts.Decoding;

namespace Rlar.Grpo.Tests.Rollouts.Decoding;

/// <summary>What every vector width of the decoder's kernels must give, against sums in double.</summary>
public abstract class DecodingWidthTests
{
    [Fact]
    public void Multiply_AnySizes_IsTheProduct()
    {
        foreach (var inner in (int[])[1, 3, 8, 15, 16, 17, 48, 67])
        {
            foreach (var (rows, outputs) in ((int, int)[])[(1, 1), (2, 3), (4, 7), (5, 9), (9, 4)])
            {
                var (x, w, before) = (Numbers(rows * inner, 1), Numbers(outputs * inner, 2), Numbers(rows * outputs, 3));
                var (result, added) = (new float[rows * outputs], before.ToArray());
                Multiply(x, w, inner, result, adds: false);
                Multiply(x, w, inner, added, adds: true);
                for (var row = 0; row < rows; row++)
                {
                    for (var output = 0; output < outputs; output++)
                    {
                        var expected = Enumerable.Range(0, inner).Sum(at => (double)x[(row * inner) + at] * w[(output * inner) + at]);
                        Assert.Equal(expected, result[(row * outputs) + output], 1e-5);
                        Assert.Equal(expected + before[(row * outputs) + output], added[(row * outputs) + output], 1e-5);
                    }
                }
            }
        }
    }

    [Fact]
    public void Multiply_ARowAmongOthers_HasTheSameBits()
    {
        foreach (var inner in (int[])[32, 45])
        {
            var (x, w) = (Numbers(inner, 1), Numbers(23 * inner, 2));
            var alone = new float[23];
            Multiply(x, w, inner, alone, adds: false);
            for (var rows = 2; rows <= 9; rows++)
            {
                for (var place = 0; place < rows; place++)
                {
                    var (all, result) = (Numbers(rows * inner, 10 + rows), new float[rows * 23]);
                    x.CopyTo(all, place * inner);
                    Multiply(all, w, inner, result, adds: false);
                    Assert.Equal(alone, result.AsSpan(place * 23, 23).ToArray());
                }
            }
        }
    }

    [Fact]
    public void Attend_AnyPositions_IsSoftmaxOverThem()
    {
        foreach (var width in (int[])[4, 16, 24, 50])
        {
            foreach (var positions in (int[])[1, 2, 15, 16, 17, 47, 48])
            {
                const int Capacity = 48;
                var query = Numbers(width, 1);
                // Rubbish beyond the last position, which must not be seen.
                var (keys, values) = (Numbers(width * Capacity, 2), Numbers(width * Capacity, 3));
                var result = new float[width];
                Attend(query, keys, values, positions, new float[Capacity], result);
                var scores = Enumerable.Range(0, positions)
                    .Select(p => Math.Exp(Enumerable.Range(0, width).Sum(at => (double)query[at] * keys[(at * Capacity) + p]) / Math.Sqrt(width))).ToArray();
                for (var at = 0; at < width; at++)
                    Assert.Equal(Enumerable.Range(0, positions).Sum(p => scores[p] * values[(p * width) + at]) / scores.Sum(), result[at], 1e-5);
            }
        }
    }

    private protected abstract void Multiply(float[] rows, float[] matrix, int inner, float[] result, bool adds);

    private protected abstract void Attend(float[] query, float[] keys, float[] values, int positions, float[] scores, float[] result);

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    public sealed class Of512 : DecodingWidthTests
    {
        private protected override void Multiply(float[] rows, float[] matrix, int inner, float[] result, bool adds) =>
            RowProducts.Multiply<FloatLanes512>(rows, matrix, inner, result, adds);

        private protected override void Attend(float[] query, float[] keys, float[] values, int positions, float[] scores, float[] result) =>
            CachedAttention.Attend<FloatLanes512>(query, keys, values, positions, scores, result);
    }

    public sealed class Of256 : DecodingWidthTests
    {
        private protected override void Multiply(float[] rows, float[] matrix, int inner, float[] result, bool adds) =>
            RowProducts.Multiply<FloatLanes256>(rows, matrix, inner, result, adds);

        private protected override void Attend(float[] query, float[] keys, float[] values, int positions, float[] scores, float[] result) =>
            CachedAttention.Attend<FloatLanes256>(query, keys, values, positions, scores, result);
    }

    public sealed class OfOne : DecodingWidthTests
    {
        private protected override void Multiply(float[] rows, float[] matrix, int inner, float[] result, bool adds) =>
            RowProducts.Multiply<FloatLane>(rows, matrix, inner, result, adds);

        private protected override void Attend(float[] query, float[] keys, float[] values, int positions, float[] scores, float[] result) =>
            CachedAttention.Attend<FloatLane>(query, keys, values, positions, scores, result);
    }
}
