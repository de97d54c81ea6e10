using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// One group of float rewards in float, without vectors. Every number is taken relative to the group's first reward: exact where rewards lie
/// close together, 0 where all are equal. Entry i of a sum is added in lane i mod 64, the lanes 16 apart as (a+b)+(c+d), and the sixteen
/// that remain as a row is (<see cref="IFloatRow{TSelf}"/>): lanes 8 apart, then (0+2)+(1+3) of each quad, then the two quads; so a sum's
/// error is at most 9 roundings of its terms' magnitudes.
/// The squared deviations of up to sixteen rewards are found in the same pass, as the squares about the first reward less sum times mean. That
/// cancels little: the first reward is one of the n, so n mean² is at most n times the result, and what was rounded grows at most n + 1 times.
/// Of more rewards the deviations from the mean are squared in a pass of their own.
/// </summary>
[SkipLocalsInit]
internal static unsafe class FloatGroup
{
    /// <summary>The largest group in float. Up to here at most four rewards share a lane; larger groups are summed in double.</summary>
    internal const int MostRewards = 256;

    /// <summary>Squares below this are finite, and so is everything before and after them.</summary>
    internal const float SquaresBound = 1e37f;

    private const int Quad = 4;
    private const int Half = 8;
    private const int Row = 16;
    private const int Lanes = 64;

    /// <summary>Transforms a group if its numbers allow it.</summary>
    /// <param name="rewards">[count] rewards.</param>
    /// <param name="count">0 to <see cref="MostRewards"/>.</param>
    /// <param name="rule">The estimator.</param>
    /// <param name="advantages">[count] destination.</param>
    /// <returns>False where a reward is not finite, or so far from the others that its square might not be; nothing is written then.</returns>
    internal static bool TryTransform<TRule>(float* rewards, int count, in TRule rule, float* advantages)
        where TRule : unmanaged, IGroupRule
    {
        if (count <= ShortGroup.MostRewards)
            return ShortGroup.TryTransform(rewards, count, rule, rule.Prepare(new FloatLane(count)).Value, advantages);
        for (var line = 0; line < count; line += Row)
            CacheLine.PrefetchPast(rewards + line);
        var origin = rewards[0];
        var row = stackalloc float[Row];
        var sum = SumRows(rewards, count, origin, 0, squared: false, row);
        var mean = sum * (1f / count);
        var squares = TRule.ReadsSquares ? SumRows(rewards, count, origin, mean, squared: true, row) : sum * sum;
        if (!(squares < SquaresBound))
            return false;
        var scale = rule.Scale(rule.Prepare(new FloatLane(count)), new FloatLane(squares)).Value;
        var i = 0;
        for (; i <= count - Quad; i += Quad)
        {
            // The compiler cannot know that no reward is overwritten before it is read; so all four are read first.
            var (a, b) = (rewards[i] - origin - mean, rewards[i + 1] - origin - mean);
            var (c, d) = (rewards[i + 2] - origin - mean, rewards[i + 3] - origin - mean);
            advantages[i] = a * scale;
            advantages[i + 1] = b * scale;
            advantages[i + 2] = c * scale;
            advantages[i + 3] = d * scale;
        }

        for (; i < count; i++)
            advantages[i] = (rewards[i] - origin - mean) * scale;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumRows(float* rewards, int count, float origin, float mean, bool squared, float* row)
    {
        for (var lane = 0; lane < Row; lane++)
        {
            var (a, b, c, d) = (0f, 0f, 0f, 0f);
            var x = rewards + lane;
            var left = count - lane;
            for (; left > 3 * Row; left -= Lanes, x += Lanes)
            {
                a += Term(x, origin, mean, squared);
                b += Term(x + Row, origin, mean, squared);
                c += Term(x + 2 * Row, origin, mean, squared);
                d += Term(x + 3 * Row, origin, mean, squared);
            }

            if (left > 0)
                a += Term(x, origin, mean, squared);
            if (left > Row)
                b += Term(x + Row, origin, mean, squared);
            if (left > 2 * Row)
                c += Term(x + 2 * Row, origin, mean, squared);
            row[lane] = a + b + (c + d);
        }

        for (var i = 0; i < Half; i++)
            row[i] += row[i + Half];
        return SumQuad(row) + SumQuad(row + Quad);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumQuad(float* x) => x[0] + x[2] + (x[1] + x[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Term(float* reward, float origin, float mean, bool squared)
    {
        var x = *reward - origin - mean;
        return squared ? x * x : x;
    }
}
