using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// One group of float rewards in float, without vectors. Every number is taken relative to the group's first reward: exact where rewards lie
/// close together, 0 where all are equal. Entry i of a sum is added in lane i mod 64, the lanes 16 apart as (a+b)+(c+d), and the sixteen
/// that remain as a row is (<see cref="IFloatRow{TSelf}"/>); so a sum's error is at most 9 roundings of its terms' magnitudes.
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
    private const int Row = 16;
    private const int Lanes = 64;

    /// <summary>Transforms a group if its numbers allow it.</summary>
    /// <param name="rewards">[count] rewards.</param>
    /// <param name="count">0 to <see cref="MostRewards"/>.</param>
    /// <param name="rule">The estimator.</param>
    /// <param name="advantages">[count] destination.</param>
    /// <returns>False where a reward is not finite, or so far from the others that its square might not be; nothing is written then.</returns>
    internal static bool TryTransform<TRule>(float* rewards, int count, TRule rule, float* advantages)
        where TRule : unmanaged, IGroupRule
    {
        if (count < 2)
            return count == 0 || TryLone(rewards, rule, advantages);
        var origin = rewards[0];
        float sum, mean, squares;
        if (count <= Row)
        {
            (sum, squares) = SumRow(rewards, count, origin);
            mean = sum * (1f / count);
            squares = TRule.ReadsSquares ? squares - sum * mean : sum * sum;
        }
        else
        {
            sum = SumRows(rewards, count, origin, 0, squared: false);
            mean = sum * (1f / count);
            squares = TRule.ReadsSquares ? SumRows(rewards, count, origin, mean, squared: true) : sum * sum;
        }

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

    private static bool TryLone<TRule>(float* reward, TRule rule, float* advantage)
        where TRule : unmanaged, IGroupRule
    {
        if (!(*reward * *reward < SquaresBound))
            return false;
        *advantage = rule.LoneScale() == 0 ? 0 : *reward * (float)rule.LoneScale();
        return true;
    }

    // The differences from the origin, and their squares.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float Sum, float Squares) SumRow(float* x, int count, float origin)
    {
        var (sum, squares) = SumQuad(x, count, origin);
        if (count > Quad)
        {
            var second = SumQuad(x + Quad, count - Quad, origin);
            (sum, squares) = (sum + second.Sum, squares + second.Squares);
        }

        if (count > 2 * Quad)
        {
            var third = SumQuad(x + 2 * Quad, count - 2 * Quad, origin);
            var fourth = SumQuad(x + 3 * Quad, count - 3 * Quad, origin);
            (sum, squares) = (sum + (third.Sum + fourth.Sum), squares + (third.Squares + fourth.Squares));
        }

        return (sum, squares);
    }

    // (0+2)+(1+3); what is missing is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float Sum, float Squares) SumQuad(float* x, int count, float origin)
    {
        float a = 0, b = 0, c = 0, d = 0;
        if (count >= Quad)
        {
            (a, b, c, d) = (x[0] - origin, x[1] - origin, x[2] - origin, x[3] - origin);
        }
        else if (count > 0)
        {
            a = x[0] - origin;
            if (count > 1)
                b = x[1] - origin;
            if (count > 2)
                c = x[2] - origin;
        }

        return (a + c + (b + d), a * a + c * c + (b * b + d * d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumRows(float* rewards, int count, float origin, float mean, bool squared)
    {
        var row = stackalloc float[Row];
        for (var lane = 0; lane < Row; lane++)
        {
            float a = 0, b = 0, c = 0, d = 0;
            for (var i = lane; i < count; i += Lanes)
            {
                a += Term(rewards + i, origin, mean, squared);
                if (i + Row < count)
                    b += Term(rewards + i + Row, origin, mean, squared);
                if (i + 2 * Row < count)
                    c += Term(rewards + i + 2 * Row, origin, mean, squared);
                if (i + 3 * Row < count)
                    d += Term(rewards + i + 3 * Row, origin, mean, squared);
            }

            row[lane] = a + b + (c + d);
        }

        return SumRow(row, Row, 0).Sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Term(float* reward, float origin, float mean, bool squared)
    {
        var x = *reward - origin - mean;
        return squared ? x * x : x;
    }
}
