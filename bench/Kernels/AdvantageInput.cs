using Rlar.Kernels;
using Rlar.Kernels.Advantages;

namespace Rlar.Bench.Kernels;

/// <summary>Rewards, group sizes and room for the advantages; the last one is kept, because 1e8 rewards take a second to draw.</summary>
internal sealed class AdvantageInput : IDisposable
{
    private static AdvantageInput? s_last;

    private readonly int _group;
    private readonly int[] _offsets;
    private readonly SemaphoreSlim _start = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private volatile bool _stopping;

    private AdvantageInput(int rewards, int group)
    {
        var random = new Random(1);
        _group = group;
        _offsets = group == 0 ? Offsets(random, rewards) : [];
        Rewards = new float[group == 0 ? rewards : rewards / group * group];
        Advantages = new float[Rewards.Length];
        for (var i = 0; i < Rewards.Length; i++)
            Rewards[i] = random.Next(2);
        new Thread(CopySecondHalf) { IsBackground = true, Name = "bench-copy" }.Start();
    }

    internal float[] Rewards { get; }

    internal float[] Advantages { get; }

    internal RewardBatch<float> Batch =>
        new(Rewards, _group == 0 ? GroupLayout.Ragged(_offsets) : GroupLayout.Uniform(Rewards.Length / _group, _group));

    public void Dispose()
    {
        _stopping = true;
        _ = _start.Release();
    }

    /// <summary>The input of a case.</summary>
    /// <param name="rewards">Number of rewards, rounded down to whole groups.</param>
    /// <param name="group">Completions a group; 0: 1 to 15, drawn.</param>
    internal static AdvantageInput Of(int rewards, int group)
    {
        if (s_last is { } last && last._group == group && last.Rewards.Length == (group == 0 ? rewards : rewards / group * group))
            return last;
        s_last?.Dispose();
        s_last = null;
        return s_last = new AdvantageInput(rewards, group);
    }

    internal void CopyOnTwoThreads()
    {
        _ = _start.Release();
        Rewards.AsSpan(0, Rewards.Length / 2).CopyTo(Advantages);
        _done.Wait();
    }

    private static int[] Offsets(Random random, int length)
    {
        var offsets = new List<int> { 0 };
        while (offsets[^1] < length)
            offsets.Add(Math.Min(length, offsets[^1] + random.Next(1, 16)));
        return [.. offsets];
    }

    private void CopySecondHalf()
    {
        while (true)
        {
            _start.Wait();
            if (_stopping)
                return;
            Rewards.AsSpan(Rewards.Length / 2).CopyTo(Advantages.AsSpan(Rewards.Length / 2));
            _ = _done.Release();
        }
    }
}
