namespace Rlar.Kernels.Cpu;

/// <summary>One group at a time in octets of doubles, read again in each pass: what is too large, in count or in magnitude, to go beside others.</summary>
internal static unsafe class LargeGroup<TOctet, T, TRule>
    where TOctet : unmanaged, IOctet<TOctet>
    where T : unmanaged
    where TRule : unmanaged, IGroupRule
{
    private const int Lanes = 8;

    /// <summary>Transforms a group of any size. The result is false where a reward was not finite.</summary>
    internal static bool Transform(T* rewards, int count, TRule rule, ref StreamingOutput<T> output)
    {
        var none = TOctet.Broadcast(0);
        var n = TOctet.Broadcast(count);

        // In float, a sum of up to 2^29 equal rewards is exact in double, and so is its mean. In double it is not: differences from the
        // group's first reward are summed instead.
        var origin = TOctet.Broadcast(typeof(T) == typeof(double) && count > 0 ? *(double*)rewards : 0);
        var sums = Reduce(rewards, count, origin, none, squared: false);
        var mean = sums / n;
        var scale = rule.Scale(rule.Prepare(n), TRule.ReadsSquares ? Reduce(rewards, count, origin, mean, squared: true) : none);
        if (count < 2)
        {
            scale = TOctet.Broadcast(rule.LoneScale());
            if (rule.LoneScale() != 0)
                (origin, mean) = (none, none);
        }

        for (var i = 0; i < count; i += Lanes)
            TOctet.Store((LoadUpTo(rewards + i, count - i) - origin - mean) * scale, output.Next(Math.Min(Lanes, count - i)));
        var lanes = stackalloc double[Lanes];
        TOctet.Store(sums, lanes);
        return double.IsFinite(lanes[0]);
    }

    /// <summary>The sum of differences, or of their squares, in every lane.</summary>
    private static TOctet Reduce(T* rewards, int count, TOctet origin, TOctet mean, bool squared)
    {
        var sum = TOctet.Broadcast(0);
        var i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            var x = TOctet.Load(rewards + i) - origin - mean;
            sum += squared ? x * x : x;
        }

        if (i < count)
        {
            var x = TOctet.First(LoadUpTo(rewards + i, count - i) - origin - mean, count - i);
            sum += squared ? x * x : x;
        }

        return TOctet.SumEach(sum, sum, sum, sum, sum, sum, sum, sum);
    }

    private static TOctet LoadUpTo(T* source, int count)
    {
        if (count >= Lanes)
            return TOctet.Load(source);
        var padded = stackalloc T[Lanes];
        for (var i = 0; i < Lanes; i++)
            padded[i] = i < count ? source[i] : default;
        return TOctet.Load(padded);
    }
}
