using Rlar.Grpo.Policy;

namespace Rlar.Grpo.Tests.Policy;

public sealed class MicroBatchPlanTests
{
    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 17)]
    [InlineData(5, 1)]
    [InlineData(7, 1000)]
    public void Of_AnyRows_EachOnceWithinTheBudgetAndEven(int lanes, int budget)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var rows = TinyRows.Of(seed, count: 30, vocabulary: 9);
            var plan = MicroBatchPlan.Of(rows, lanes, budget);
            Assert.Equal(
                Enumerable.Range(0, rows.Length).Where(row => rows[row].CompletionLength > 0),
                plan.SelectMany(lane => lane).SelectMany(batch => batch).Order());
            int Load(IEnumerable<int> batch) => batch.Sum(row => rows[row].Tokens.Length - 1);
            Assert.All(plan.SelectMany(lane => lane), batch => Assert.True(batch.Count == 1 || Load(batch) <= budget));
            var loads = plan.Select(lane => lane.Sum(Load)).ToArray();
            Assert.True(loads.Max() - loads.Min() <= 2 * rows.Max(row => row.Tokens.Length));
        }
    }

    [Fact]
    public void Of_GroupsOfPrompts_TogetherUpToTheLanes()
    {
        // Three groups of four, their rows mixed, with one prompt each, and a row by itself.
        TrainingRow[] rows = [.. Enumerable.Range(0, 12).Select(row => new TrainingRow([1, 2, row % 3, .. new int[1 + row]], 3)), new TrainingRow([9, 9], 1)];
        Assert.Equal([[[9, 6, 3, 0, 10, 7, 4, 1, 11, 8, 5, 2, 12]]], MicroBatchPlan.Of(rows, lanes: 1, budget: 1000));
        var split = MicroBatchPlan.Of(rows, lanes: 2, budget: 1000);
        Assert.Equal([9, 6, 3, 0, 10, 7], split[0].Single().Take(6));
        Assert.Equal(rows.Length, split.Sum(lane => lane.Sum(batch => batch.Count)));
    }
}
