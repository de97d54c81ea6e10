using Rlar.Grpo.Training;

namespace Rlar.Grpo.Tests.Training;

public sealed class ShuffledRewardsTests
{
    [Fact]
    public void Of_AGroup_KeepsItsRewardsAndWhoHasNone()
    {
        double?[] rewards = [0, null, 1, 2, null, 3, 4, 5];
        var said = new RewardedRollouts(
            rewards,
            new Dictionary<string, IReadOnlyList<double?>> { ["tool"] = [.. rewards.Select(reward => reward * 10)] },
            [.. rewards.Select(reward => reward is null ? "no answer" : null)]);
        var moved = 0;
        for (var position = 0L; position < 50; position++)
        {
            var shuffled = ShuffledRewards.Of(said, 7, position);
            Assert.Equal(rewards.Order(), shuffled.Rewards.Order());
            Assert.Equal(shuffled.Rewards.Select(reward => reward * 10), shuffled.ByTool["tool"]);
            Assert.Equal(shuffled.Rewards, ShuffledRewards.Of(said, 7, position).Rewards);
            for (var i = 0; i < rewards.Length; i++)
            {
                Assert.Equal(rewards[i] is null, shuffled.Rewards[i] is null);
                moved += rewards[i] == shuffled.Rewards[i] ? 0 : 1;
            }
        }

        // Of six that are permuted, five move on average.
        Assert.InRange(moved, 50 * 4, 50 * 6);
    }
}
