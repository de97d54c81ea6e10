using Rlar.Rewards.Metrics;

namespace Rlar.Rewards.Tests.Metrics;

public sealed class RepetitionTests
{
    /// <summary>Against counting the n-grams as strings, over few words so that many repeat.</summary>
    [Fact]
    public void RepeatedShare_RandomWords_EqualsCountingThem()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var words = Enumerable.Range(0, random.Next(0, 40)).Select(_ => random.Next(3).ToString()).ToArray();
            for (var n = 1; n <= 9; n++)
            {
                var grams = Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).Select(at => string.Join(' ', words[at..(at + n)])).ToArray();
                var expected = grams.Length == 0 ? 0 : 1 - (double)grams.Distinct().Count() / grams.Length;
                Assert.Equal(expected, Repetition.RepeatedShare(words, n));
            }
        }
    }

    [Fact]
    public void RepeatedShare_WordsThatDifferInCase_AreTheSame() => Assert.Equal(0.5, Repetition.RepeatedShare(["To", "be", "TO", "Be", "to"], 2));
}
