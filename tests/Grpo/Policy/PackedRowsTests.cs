using Rlar.Grpo.Policy;

namespace Rlar.Grpo.Tests.Policy;

public sealed class PackedRowsTests
{
    [Fact]
    public void Construct_RowsOfTwoLengths_NoPaddingAndOneRunEach()
    {
        TrainingRow[] rows = [new([5, 6, 7], 1), new([1, 2], 1), new([8, 9, 4], 2)];
        var packed = new PackedRows(rows, [0, 2, 1]);
        Assert.Equal([5, 6, 8, 9, 1], packed.Tokens);
        Assert.Equal([0, 1, 0, 1, 0], packed.Positions);
        Assert.Equal([0, 1, 3, 4], packed.Predictors);
        Assert.Equal([6, 7, 4, 2], packed.Targets);
        Assert.Equal([2, 1, 1], packed.Lengths);
        Assert.Equal([new PackedRun(0, 2, 2), new PackedRun(4, 1, 1)], packed.Runs);
    }

    [Fact]
    public void Construct_RowsOfOnePrompt_ThePromptOnceAndItsLastPredictsForAll()
    {
        TrainingRow[] rows = [new([1, 2, 5, 6, 7], 2), new([1, 2, 8, 9, 4], 2), new([1, 2, 3], 2), new([1, 3, 3], 2)];
        var packed = new PackedRows(rows, [0, 1, 2, 3]);
        Assert.Equal([1, 2, 5, 6, 8, 9, 1, 3], packed.Tokens);
        Assert.Equal([0, 1, 2, 3, 2, 3, 0, 1], packed.Positions);
        Assert.Equal([1, 2, 3, 1, 4, 5, 1, 7], packed.Predictors);
        Assert.Equal([5, 6, 7, 8, 9, 4, 3, 3], packed.Targets);
        Assert.Equal([3, 3, 1, 1], packed.Lengths);
        Assert.Equal([new PackedRun(0, 1, 2), new PackedRun(2, 2, 2, 0, 2), new PackedRun(6, 1, 2)], packed.Runs);
        // As many predictions as positions, and yet not position by position.
        Assert.False(packed.PredictsInPlace);
        Assert.True(new PackedRows([new([5, 6, 7], 1), new([4, 2], 1)], [0, 1]).PredictsInPlace);
    }
}
