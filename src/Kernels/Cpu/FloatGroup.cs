namespace Rlar.Kernels.Cpu;

/// <summary>
/// One group of float rewards in float, without vectors. The numbers are differences from the group's first reward: exact where rewards lie
/// close together, 0 where all are equal. Entry i of a sum is added in lane i mod 64, the lanes 16 apart as (a+b)+(c+d), and the sixteen
/// that remain as a row is (<see cref="IFloatRow{TSelf}"/>); so a sum's error is at most 9 roundings of its terms' magnitudes.
/// </summary>
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
        var sum = Sum(rewards, count, origin, 0, squared: false);
        var mean = sum / count;
        var squares = TRule.ReadsSquares ? Sum(rewards, count, origin, mean, squared: true) : sum * sum;
        if (!(squares < SquaresBound))
            return false;
        var scale = rule.Scale(rule.Prepare(new FloatLane(count)), new FloatLane(squares)).Value;
        for (var i = 0; i < count; i++)
            advantages[i] = (rewards[i] - origin - mean) * scale;
        return true;
    }

    private static bool TryLone<TRule>(float* reward, TRule rule, float* advantage)
        where TRule : unmanaged, IGroupRule
    {
        if (!(*reward * *reward < SquaresBound))
            return false;
        *advantage = *reward * (float)rule.LoneScale();
        return true;
    }

    /// <summary>The sum of rewards - origin - mean, or of the squares.</summary>
    private static float Sum(float* rewards, int count, float origin, float mean, bool squared)
    {
        var lanes = stackalloc float[Lanes];
        var padded = count > Row ? Lanes : count > 2 * Quad ? Row : 2 * Quad;
        for (var i = Math.Min(count, padded); i < padded; i++)
            lanes[i] = 0;
        for (var i = 0; i < count; i++)
        {
            var x = rewards[i] - origin - mean;
            var term = squared ? x * x : x;
            lanes[i % Lanes] = i < Lanes ? term : lanes[i % Lanes] + term;
        }

        if (count > Row)
        {
            for (var i = 0; i < Row; i++)
                lanes[i] = lanes[i] + lanes[i + Row] + (lanes[i + 2 * Row] + lanes[i + 3 * Row]);
        }

        var first = SumQuad(lanes) + SumQuad(lanes + Quad);
        return padded == 2 * Quad ? first : first + (SumQuad(lanes + 2 * Quad) + SumQuad(lanes + 3 * Quad));
    }

    private static float SumQuad(float* x) => x[0] + x[2] + (x[1] + x[3]);
}
