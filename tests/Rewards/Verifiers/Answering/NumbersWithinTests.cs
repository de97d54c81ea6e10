using System.Numerics;
using Rlar.Rewards.Reading.Answers;
using Rlar.Rewards.Verifiers.Answering;

namespace Rlar.Rewards.Tests.Verifiers.Answering;

public sealed class NumbersWithinTests
{
    // Against every pairing of few numbers.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0, 0.25)]
    [InlineData(1, 0.1)]
    [InlineData(1e-19, 0)]
    public void Pairs_FewNumbers_AreTheMostThatAPairingHas(double absolute, double relative)
    {
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            ExactNumber Number() => new(new BigInteger(random.Next(-12, 13)), new BigInteger(random.Next(1, 4)), random.Next(6) == 0);
            var given = Enumerable.Range(0, random.Next(6)).Select(_ => Number()).ToList();
            var wanted = Enumerable.Range(0, random.Next(6)).Select(_ => Number()).ToList();
            Assert.Equal(Most(given, wanted, 0, 0), new NumbersWithin(absolute, relative).Pairs(given, wanted));
        }

        int Most(List<ExactNumber> given, List<ExactNumber> wanted, int at, int taken)
        {
            if (at == given.Count)
                return 0;
            var most = Most(given, wanted, at + 1, taken);
            for (var index = 0; index < wanted.Count; index++)
            {
                if ((taken & (1 << index)) == 0 && given[at].IsPercent == wanted[index].IsPercent && given[at].IsNear(wanted[index], absolute, relative))
                    most = Math.Max(most, 1 + Most(given, wanted, at + 1, taken | (1 << index)));
            }

            return most;
        }
    }

    // Ten thousand numbers within everybody's reach: a comparison of each with each would be a hundred million.
    [Fact]
    public void ListMatch_ManyNumbersWithinATolerance_ArePaired()
    {
        var wanted = string.Join(", ", Enumerable.Range(0, 9_000).Select(number => $"{number}.5"));
        var given = string.Join(", ", Enumerable.Range(0, 9_000).Reverse().Select(number => $"{number}.25"));
        Assert.Equal(1, ToolHarness.Score("list-match", wanted, given, ("absolute", "0.25")));
        Assert.Equal(0, ToolHarness.Score("list-match", wanted, given, ("absolute", "0.2")));
    }

    // By the first that fits, 1.05 would take the only partner of 0.95.
    [Fact]
    public void ListMatch_NumbersWithSeveralPartners_DoNotTakeEachOthers() =>
        Assert.Equal(1, ToolHarness.Score("list-match", "1, 1.1", "1.05, 0.95", ("absolute", "0.06")));
}
