using Rlar.Grpo.Report;
using Rlar.Grpo.Training;

namespace Rlar.Grpo.Tests.Report;

public sealed class RunLinesTests
{
    private const string Alarm = """{"step":3,"name":"kl-drift","severity":"warning","sentence":"Far.","evidence":{"kl":0.7},"examples":[]}""";

    [Theory]
    [InlineData("""{"step":3}""", "alarms.jsonl:2: the field 'name' is missing")]
    [InlineData("""{"step":"three","name":"a","severity":"alarm","sentence":"","evidence":{},"examples":[]}""", "alarms.jsonl:2: field 'step'")]
    [InlineData("""{"step":3,"name":"a","severity":"grave","sentence":"","evidence":{},"examples":[]}""", "alarms.jsonl:2: field 'severity'")]
    [InlineData("""{"step":3,"name":"a","severity":"alarm","sentence":"","evidence":{"kl":"x"},"examples":[]}""", "alarms.jsonl:2: field 'evidence.kl'")]
    [InlineData("""{"step":3,"name":"a","severity":"alarm","sentence":"","evidence":{},"examples":[],"more":1}""", "alarms.jsonl:2: the field 'more' is not known")]
    [InlineData("[1]", "alarms.jsonl:2: a line must be an object")]
    [InlineData("{\"step\":", "alarms.jsonl:2: it is not valid JSON")]
    [InlineData("null", "alarms.jsonl:2: a line must be an object")]
    public void Read_ALineThatIsNoRecord_NamesFileLineAndField(string line, string message)
    {
        var path = Written($"{Alarm}\n{line}\n{Alarm}\n");
        var error = Assert.Throws<TrainingException>(() => RunLines.Read<AlarmRecord>(path, []).ToList());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ALastLineThatWasCutOff_IsLeftOutAndSaid()
    {
        var notes = new List<string>();
        Assert.Equal(2, RunLines.Read<AlarmRecord>(Written($"{Alarm}\r\n\n{Alarm}\n{Alarm[..40]}"), notes).Count());
        Assert.Equal("The last line of alarms.jsonl (line 4) was cut off and is left out.", Assert.Single(notes));
    }

    [Fact]
    public void Read_ALastLineWithoutItsEnd_IsRead()
    {
        var notes = new List<string>();
        Assert.Equal(2, RunLines.Read<AlarmRecord>(Written($"{Alarm}\n{Alarm}"), notes).Count());
        Assert.Empty(notes);
    }

    [Fact]
    public void Read_LinesLongerThanTheBuffer_AreWhole()
    {
        var longer = Alarm.Replace("Far.", new string('y', 200_000), StringComparison.Ordinal);
        Assert.All(RunLines.Read<AlarmRecord>(Written($"{longer}\n{longer}\n"), []), alarm => Assert.Equal(200_000, alarm.Sentence.Length));
    }

    [Fact]
    public void Series_StepsDoneAgain_AreTheLaterOnes()
    {
        var series = new RunSeries();
        foreach (var step in new[] { 1, 2, 3, 4, 5 })
            Assert.Equal(0, series.Add(new StepMetrics { Step = step, Phase = "grpo", Reward = 0.1 }));
        Assert.Equal(2, series.Add(new StepMetrics { Step = 4, Phase = "grpo", Reward = 0.9, ToolReward = new Dictionary<string, double> { ["late"] = 1 } }));
        Assert.Equal([1, 2, 3, 4], series.Steps);
        Assert.Equal([0.1, 0.1, 0.1, 0.9], series.Reward);
        Assert.Equal([double.NaN, double.NaN, double.NaN, 1], Assert.Single(series.Tools).Mean);
    }

    [Theory]
    [InlineData(10, 100)]
    [InlineData(5000, 100)]
    [InlineData(777, 260)]
    public void PixelColumns_OfAnyLine_KeepItsExtremesAndItsMean(int steps, int width)
    {
        var random = new Random(steps);
        double[] at = [.. Enumerable.Range(1, steps)];
        double[] values = [.. at.Select(step => step % 11 == 0 ? double.NaN : random.NextDouble())];
        var columns = PixelColumns.Of(new ChartLine("", at, values), Axis.OfSteps(1, steps, 4), width).SelectMany(run => run).ToList();
        var known = values.Where(double.IsFinite).ToList();
        Assert.InRange(columns.Count, 1, Math.Max(width, 10));
        Assert.Equal(known.Max(), columns.Max(column => column.High));
        Assert.Equal(known.Min(), columns.Min(column => column.Low));
        Assert.Equal(known.Count, columns.Sum(column => column.Count));
        Assert.Equal(known.Average(), columns.Sum(column => column.Mean * column.Count) / known.Count, 12);
    }

    [Theory]
    [InlineData(0.2, 0.9)]
    [InlineData(-3, 5)]
    [InlineData(100, 101)]
    [InlineData(0, 0)]
    [InlineData(-2, -2)]
    [InlineData(1e-9, 3e-9)]
    [InlineData(-8, -1)]
    public void Axis_OfValues_CoversThemWithRoundTicks(double low, double high)
    {
        var axis = Axis.OfValues(low, high, 4);
        Assert.True(axis.Low <= low && axis.High >= high && axis.High > axis.Low);
        Assert.InRange(axis.Ticks.Count, 2, 9);
        Assert.True(low < 0 || axis.Low >= 0);
        Assert.Equal(axis.Low, axis.Ticks[0], 12);
    }

    private static string Written(string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("rlar-lines-").FullName, "alarms.jsonl");
        File.WriteAllText(path, text);
        return path;
    }
}
