using System.Runtime.CompilerServices;

namespace Rlar.Kernels.Cpu;

/// <summary>
/// One group of at most 16 float rewards in float, without vectors: a row (<see cref="IFloatRow{TSelf}"/>) whose missing lanes are 0. For each
/// size there is code without a branch, so that the one jump to it is all that a processor has to guess.
/// </summary>
internal static unsafe class ShortGroup
{
    /// <summary>The largest size.</summary>
    internal const int MostRewards = 16;

    private const int Half = 8;
    private const int Quad = 4;

    /// <summary>As <see cref="FloatGroup.TryTransform"/>.</summary>
    /// <param name="rewards">[count] rewards.</param>
    /// <param name="count">0 to <see cref="MostRewards"/>.</param>
    /// <param name="rule">The estimator.</param>
    /// <param name="prepared">What it prepares for this size.</param>
    /// <param name="advantages">[count] destination.</param>
    internal static bool TryTransform<TRule>(float* rewards, int count, in TRule rule, float prepared, float* advantages)
        where TRule : unmanaged, IGroupRule
        => count switch
        {
            0 => true,
            1 => TryLone(rewards, rule, advantages),
            2 => TryTransform<TRule, Of2>(rewards, rule, prepared, advantages),
            3 => TryTransform<TRule, Of3>(rewards, rule, prepared, advantages),
            4 => TryTransform<TRule, Of4>(rewards, rule, prepared, advantages),
            5 => TryTransform<TRule, Of5>(rewards, rule, prepared, advantages),
            6 => TryTransform<TRule, Of6>(rewards, rule, prepared, advantages),
            7 => TryTransform<TRule, Of7>(rewards, rule, prepared, advantages),
            8 => TryTransform<TRule, Of8>(rewards, rule, prepared, advantages),
            9 => TryTransform<TRule, Of9>(rewards, rule, prepared, advantages),
            10 => TryTransform<TRule, Of10>(rewards, rule, prepared, advantages),
            11 => TryTransform<TRule, Of11>(rewards, rule, prepared, advantages),
            12 => TryTransform<TRule, Of12>(rewards, rule, prepared, advantages),
            13 => TryTransform<TRule, Of13>(rewards, rule, prepared, advantages),
            14 => TryTransform<TRule, Of14>(rewards, rule, prepared, advantages),
            15 => TryTransform<TRule, Of15>(rewards, rule, prepared, advantages),
            _ => TryTransform<TRule, Of16>(rewards, rule, prepared, advantages),
        };

    private static bool TryLone<TRule>(float* reward, in TRule rule, float* advantage)
        where TRule : unmanaged, IGroupRule
    {
        if (!(*reward * *reward < FloatGroup.SquaresBound))
            return false;
        *advantage = rule.LoneScale() == 0 ? 0 : *reward * (float)rule.LoneScale();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static bool TryTransform<TRule, TSize>(float* rewards, in TRule rule, float prepared, float* advantages)
        where TRule : unmanaged, IGroupRule
        where TSize : unmanaged, ISize
    {
        CacheLine.PrefetchPast(rewards);
        var origin = rewards[0];
        var (sum, squares) = Sum<TSize>(rewards, origin, 0);
        if (TSize.Count > Quad)
        {
            var (second, secondSquares) = Sum<TSize>(rewards, origin, Quad);
            (sum, squares) = (sum + second, squares + secondSquares);
        }

        var mean = sum * (1f / TSize.Count);
        squares = TRule.ReadsSquares ? squares - sum * mean : sum * sum;
        if (!(squares < FloatGroup.SquaresBound))
            return false;
        var scale = rule.Scale(new FloatLane(prepared), new FloatLane(squares)).Value;
        Scale<TSize>(rewards, origin, mean, scale, advantages, 0);
        Scale<TSize>(rewards, origin, mean, scale, advantages, Quad);
        Scale<TSize>(rewards, origin, mean, scale, advantages, 2 * Quad);
        Scale<TSize>(rewards, origin, mean, scale, advantages, 3 * Quad);
        return true;
    }

    /// <summary>The sums of four lanes, each with the one eight further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float Sum, float Squares) Sum<TSize>(float* x, float origin, int i)
        where TSize : unmanaged, ISize
    {
        var (a, aSquares) = Lane<TSize>(x, origin, i);
        var (b, bSquares) = Lane<TSize>(x, origin, i + 1);
        var (c, cSquares) = Lane<TSize>(x, origin, i + 2);
        var (d, dSquares) = Lane<TSize>(x, origin, i + 3);
        if (TSize.Count > i + 3)
            return (a + c + (b + d), aSquares + cSquares + (bSquares + dSquares));
        if (TSize.Count > i + 2)
            return (a + c + b, aSquares + cSquares + bSquares);
        return TSize.Count > i + 1 ? (a + b, aSquares + bSquares) : (a, aSquares);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float Sum, float Squares) Lane<TSize>(float* x, float origin, int i)
        where TSize : unmanaged, ISize
    {
        if (TSize.Count <= i)
            return (0, 0);
        var low = x[i] - origin;
        if (TSize.Count <= i + Half)
            return (low, low * low);
        var high = x[i + Half] - origin;
        return (low + high, low * low + high * high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scale<TSize>(float* rewards, float origin, float mean, float scale, float* advantages, int i)
        where TSize : unmanaged, ISize
    {
        if (TSize.Count > i)
            advantages[i] = (rewards[i] - origin - mean) * scale;
        if (TSize.Count > i + 1)
            advantages[i + 1] = (rewards[i + 1] - origin - mean) * scale;
        if (TSize.Count > i + 2)
            advantages[i + 2] = (rewards[i + 2] - origin - mean) * scale;
        if (TSize.Count > i + 3)
            advantages[i + 3] = (rewards[i + 3] - origin - mean) * scale;
    }

    /// <summary>A size that is known when the code for it is compiled.</summary>
    private interface ISize
    {
        /// <summary>Completions a group.</summary>
        static abstract int Count { get; }
    }

    private readonly struct Of2 : ISize
    {
        public static int Count => 2;
    }

    private readonly struct Of3 : ISize
    {
        public static int Count => 3;
    }

    private readonly struct Of4 : ISize
    {
        public static int Count => 4;
    }

    private readonly struct Of5 : ISize
    {
        public static int Count => 5;
    }

    private readonly struct Of6 : ISize
    {
        public static int Count => 6;
    }

    private readonly struct Of7 : ISize
    {
        public static int Count => 7;
    }

    private readonly struct Of8 : ISize
    {
        public static int Count => 8;
    }

    private readonly struct Of9 : ISize
    {
        public static int Count => 9;
    }

    private readonly struct Of10 : ISize
    {
        public static int Count => 10;
    }

    private readonly struct Of11 : ISize
    {
        public static int Count => 11;
    }

    private readonly struct Of12 : ISize
    {
        public static int Count => 12;
    }

    private readonly struct Of13 : ISize
    {
        public static int Count => 13;
    }

    private readonly struct Of14 : ISize
    {
        public static int Count => 14;
    }

    private readonly struct Of15 : ISize
    {
        public static int Count => 15;
    }

    private readonly struct Of16 : ISize
    {
        public static int Count => 16;
    }
}
