namespace Rlar.Kernels.Ilgpu;

/// <summary>The kernels that work entry by entry, a thread an entry; 0 where not scored. Kernel code.</summary>
internal static class EntryBodies
{
    private static double Clip(double value, double low, double high)
    {
        if (value < low)
            return low;
        return value > high ? high : value;
    }

    /// <summary>(clip(x, Low, High) - Subtrahend) / Divisor.</summary>
    public static void Map(EntryJob job)
    {
        var i = Team.Own(1).Index;
        if (i >= job.Length)
            return;
        var result = 0.0;
        if (GroupSpan.IsScored(job.Scored, i))
            result = (Clip(job.Values[i], job.Numbers.Low, job.Numbers.High) - job.Numbers.Subtrahend) / job.Numbers.Divisor;
        job.Results[i] = result;
    }

    /// <summary>The part of the way from Low to High, from Bottom to Top.</summary>
    public static void Stretch(EntryJob job)
    {
        var i = Team.Own(1).Index;
        if (i >= job.Length)
            return;
        var result = 0.0;
        if (GroupSpan.IsScored(job.Scored, i))
        {
            var part = (Clip(job.Values[i], job.Numbers.Low, job.Numbers.High) - job.Numbers.Low) / (job.Numbers.High - job.Numbers.Low);
            result = (job.Numbers.Bottom * (1.0 - part)) + (job.Numbers.Top * part);
        }

        job.Results[i] = result;
    }

    /// <summary>tanh(Top x).</summary>
    public static void Tanh(EntryJob job)
    {
        var i = Team.Own(1).Index;
        if (i >= job.Length)
            return;
        var result = 0.0;
        if (GroupSpan.IsScored(job.Scored, i))
            result = DeviceMath.Tanh(job.Numbers.Top * job.Values[i]);
        job.Results[i] = result;
    }

    /// <summary>x, times Top where flagged.</summary>
    public static void Shorten(EntryJob job)
    {
        var i = Team.Own(1).Index;
        if (i >= job.Length)
            return;
        var result = 0.0;
        if (GroupSpan.IsScored(job.Scored, i))
        {
            result = job.Values[i];
            if (job.Flags[i] != 0)
                result *= job.Numbers.Top;
        }

        job.Results[i] = result;
    }

    /// <summary>x - Top clip((length - Subtrahend) / Divisor, 0, High).</summary>
    public static void Overlong(EntryJob job)
    {
        var i = Team.Own(1).Index;
        if (i >= job.Length)
            return;
        var result = 0.0;
        if (GroupSpan.IsScored(job.Scored, i))
        {
            double length = job.Lengths[i];
            result = job.Values[i] - (job.Numbers.Top * Clip((length - job.Numbers.Subtrahend) / job.Numbers.Divisor, 0.0, job.Numbers.High));
        }

        job.Results[i] = result;
    }

    /// <summary>
    /// From Low (wrong) or Bottom (correct) at length 0 to High (wrong) or Top (correct) at length Divisor, along half a cosine.
    /// </summary>
    public static void Cosine(EntryJob job)
    {
        var i = Team.Own(1).Index;
        if (i >= job.Length)
            return;
        var result = 0.0;
        if (GroupSpan.IsScored(job.Scored, i))
        {
            var begin = job.Numbers.Low;
            var end = job.Numbers.High;
            if (job.Flags[i] != 0)
            {
                begin = job.Numbers.Bottom;
                end = job.Numbers.Top;
            }

            double length = job.Lengths[i];
            result = end + (0.5 * (begin - end) * (1.0 + DeviceMath.CosPi(Clip(length / job.Numbers.Divisor, 0.0, 1.0))));
        }

        job.Results[i] = result;
    }
}
