namespace Rlar.Kernels.Tests.Advantages;

/// <summary>A batch as the tests keep it: on the heap, in double.</summary>
internal sealed record Batch(double[] Rewards, int[] Offsets, bool[]? Scored, int[]? Lengths)
{
    internal int Groups => Offsets.Length - 1;

    internal static Batch Random(Random random, int length, int maxGroup, bool masked, bool ties)
    {
        var offsets = new List<int> { 0 };
        while (offsets[^1] < length)
            offsets.Add(Math.Min(length, offsets[^1] + random.Next(1, maxGroup + 1)));
        if (random.Next(4) == 0)
            offsets.Insert(random.Next(offsets.Count), offsets[0]);
        offsets.Sort();
        var offset = random.Next(3) == 0 ? random.NextDouble() * 100 : 0;
        var rewards = new double[length];
        for (var i = 0; i < length; i++)
            rewards[i] = (float)(offset + (ties ? random.Next(3) * 0.5 : random.NextDouble() * 2 - 1));
        var scored = masked ? Array.ConvertAll(rewards, _ => random.Next(5) > 0) : null;

        // Some completions have no token, and now and then none has.
        var longest = random.Next(12) == 0 ? 1 : 300;
        return new Batch(rewards, [.. offsets], scored, Array.ConvertAll(rewards, _ => random.Next(6) == 0 ? 0 : random.Next(longest)));
    }
}
