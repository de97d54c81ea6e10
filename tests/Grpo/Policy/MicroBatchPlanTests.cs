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
            Assert.True(loads.Max() - loads.Min() <= rows.Max(row => row.Tokens.Length));
        }
    }
}
