using Rlar.Agents.Choosing;

namespace Rlar.Agents.Tests.Choosing;

public sealed class ProbeChoiceTests
{
    private static readonly string[] s_two = ["one", "other"];

    [Theory]
    [InlineData(1.0, 0.0, 1.0)]
    [InlineData(0.0, 1.0, 0.0)]
    [InlineData(0.4, 0.4, 0.5)]
    public void Of_LabelsThatDiffer_CountsPairsInOrder(double better, double worse, double figure) =>
        Assert.Equal(figure, ProbeFigure.Of([better, worse], [1, 0]));

    [Theory]
    [InlineData(0.9, 1, 1.0)]
    [InlineData(0.9, 0, 0.0)]
    [InlineData(0.5, 1, 0.5)]
    public void Of_OneCompletion_CountsTheSideOfAHalf(double reward, double label, double figure) => Assert.Equal(figure, ProbeFigure.Of([reward], [label]));

    [Fact]
    public void Of_NoReward_IsNoAgreement()
    {
        Assert.Equal(0, ProbeFigure.Of([null, 0.5], [1, 0]));
        Assert.Equal(0, ProbeFigure.Of([null], [1]));
        Assert.Throws<ArgumentException>(() => ProbeFigure.Of([1], [1, 0]));
    }

    [Fact]
    public async Task RunAsync_ToolThatIsBetter_StopsWhenTheySeparate()
    {
        var asked = new List<int>();
        var verdict = await ProbeChoice.RunAsync(s_two, 1000, (row, _) => Row(asked, row, 1, row % 3 == 0 ? 1 : 0), new ProbeOptions(), CancellationToken.None);
        Assert.Equal("one", verdict.Best);
        Assert.InRange(verdict.Rows, 8, 40);
        Assert.Equal(verdict.Rows, asked.Distinct().Count());
        Assert.True(verdict.Tools[1].Low > 0);
    }

    [Fact]
    public async Task RunAsync_EqualTools_CannotTellThemApart()
    {
        var verdict = await ProbeChoice.RunAsync(s_two, 60, (row, _) => Row([], row, row % 2, row % 2), new ProbeOptions(), CancellationToken.None);
        Assert.Null(verdict.Best);
        Assert.Equal(s_two, verdict.Together);
        Assert.Equal(60, verdict.Rows);
    }

    // Four rows that all say the same are no proof.
    [Fact]
    public async Task RunAsync_FewRows_CannotTellThemApart()
    {
        var verdict = await ProbeChoice.RunAsync(s_two, 3, (row, _) => Row([], row, 1, 0), new ProbeOptions(), CancellationToken.None);
        Assert.Null(verdict.Best);
    }

    [Fact]
    public async Task RunAsync_SameSeed_IsTheSame()
    {
        async Task<string> Rendered(ulong seed)
        {
            var order = new List<int>();
            var verdict = await ProbeChoice.RunAsync(
                s_two, 500, (row, _) => Row(order, row, row % 7 < 5 ? 1 : 0, row % 5 < 3 ? 1 : 0), new ProbeOptions { Seed = seed }, CancellationToken.None);
            return $"{string.Join(',', order)} {string.Join(' ', verdict.Tools)}";
        }

        Assert.Equal(await Rendered(5), await Rendered(5));
        Assert.NotEqual(await Rendered(5), await Rendered(6));
    }

    /// <summary>Equal tools with noise of their own: a choice is an error, and errors over all looks are few.</summary>
    [Fact]
    public async Task RunAsync_NoiseAlone_IsSeldomTakenForADifference()
    {
        var chosen = 0;
        for (ulong seed = 0; seed < 100; seed++)
        {
            var noise = new Random((int)seed);
            double[][] rows = [.. Enumerable.Range(0, 200).Select(_ => new double[] { noise.Next(2), noise.Next(2) })];
            var verdict = await ProbeChoice.RunAsync(
                s_two, rows.Length, (row, _) => new(rows[row]), new ProbeOptions { Seed = seed, Samples = 400 }, CancellationToken.None);
            chosen += verdict.Best is null ? 0 : 1;
        }

        // Either of the two may be taken for the better one.
        Assert.InRange(chosen, 0, 20);
    }

    private static ValueTask<IReadOnlyList<double>> Row(List<int> asked, int row, params double[] figures)
    {
        asked.Add(row);
        return new(figures);
    }
}
