using Rlar.Agents.Classification;

namespace Rlar.Agents.Tests.Classification;

public sealed class ClassifierMeasureTests
{
    [Fact]
    public void Measure_HandComputedRows_IsWhatTheyGive()
    {
        var measure = new ClassifierMeasure([Row("qa", 0.95, "qa"), Row("qa", 0.85, "code"), Row("code", 0.55, "code"), Row("qa", 0.45, "qa", abstains: true)]);
        Assert.Equal(4, measure.Count);
        Assert.Equal(0.75, measure.Accuracy);
        Assert.Equal(0.75, measure.Coverage);
        Assert.Equal(2 / 3.0, measure.AnsweredAccuracy, 12);
        // Four bins of one prompt: 0.05 + 0.85 + 0.45 + 0.55, over 4.
        Assert.Equal(1.9 / 4, measure.CalibrationError, 12);
        Assert.Equal(1, measure.AccuracyAt(0.25));
        Assert.Equal(0.5, measure.AccuracyAt(0.5));
        Assert.Equal([("code", "code", 1), ("code", "qa", 1), ("qa", "", 1), ("qa", "qa", 1)], measure.Confusion);
    }

    [Fact]
    public void Measure_NoRows_IsNoNumber()
    {
        var measure = new ClassifierMeasure([]);
        Assert.True(double.IsNaN(measure.Accuracy) && double.IsNaN(measure.CalibrationError) && double.IsNaN(measure.AccuracyAt(0.5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => measure.AccuracyAt(0));
    }

    private static (PromptClassification, string) Row(string said, double confidence, string task, bool abstains = false) => (
        new(abstains ? null : said, new Dictionary<string, double> { [said] = confidence, ["rest"] = 0 }, confidence, ""),
        task);
}
