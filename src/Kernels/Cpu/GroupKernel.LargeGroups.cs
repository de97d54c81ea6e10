namespace Rlar.Kernels.Cpu;

// Groups that are too large to keep beside seven others: read again in each pass, one group at a time.
internal static unsafe partial class GroupKernel<TOctet, T, TRule>
{
    private static TOctet LargeGroups(ref GroupJob<T, TRule> batch, int group, int groups, ref StreamingOutput<T> output)
    {
        var doubtful = TOctet.Broadcast(0);
        for (var j = 0; j < groups; j++)
        {
            var (start, count) = batch.Group(group + j);
            doubtful += LargeGroup(ref batch, batch.Rewards + start, count, ref output);
        }

        return doubtful;
    }

    private static TOctet LargeGroup(ref GroupJob<T, TRule> batch, T* rewards, int count, ref StreamingOutput<T> output)
    {
        var none = TOctet.Broadcast(0);
        var n = TOctet.Broadcast(count);
        var origin = TOctet.Broadcast(UsesOrigin && count > 0 ? *(double*)rewards : 0);
        var sums = Reduce(rewards, count, origin, none, squared: false);
        var mean = sums / n;
        var scale = batch.Rule.Scale(batch.Rule.Prepare(n), TRule.ReadsSquares ? Reduce(rewards, count, origin, mean, squared: true) : none);
        if (count < 2)
        {
            (origin, mean) = (none, none);
            scale = TOctet.Broadcast(LoneScale(batch.Rule));
        }

        for (var i = 0; i < count; i += Lanes)
            TOctet.Store((LoadUpTo(rewards + i, count - i) - origin - mean) * scale, output.Next(Math.Min(Lanes, count - i)));
        return sums * none;
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
