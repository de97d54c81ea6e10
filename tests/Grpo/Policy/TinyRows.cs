using Rlar.Grpo.Policy;

namespace Rlar.Grpo.Tests.Policy;

/// <summary>Rows of random tokens and of different lengths, one without a completion.</summary>
internal static class TinyRows
{
    internal static TrainingRow[] Of(int seed, int count, int vocabulary)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(index =>
        {
            var prompt = random.Next(1, 5);
            var completion = index == 3 ? 0 : random.Next(1, 12);
            return new TrainingRow([.. Enumerable.Range(0, prompt + completion).Select(_ => random.Next(vocabulary))], prompt);
        })];
    }
}
