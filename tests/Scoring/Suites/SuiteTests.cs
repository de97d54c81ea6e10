using System.Text.Json;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Suites;

namespace Rlar.Scoring.Tests.Suites;

/// <summary>The suites' figures, on rows small enough to be computed by hand.</summary>
public sealed class SuiteTests
{
    [Fact]
    public void RewardBench_Tie_IsWrong_AndSectionsWeighByPublishedCounts()
    {
        var suite = Suite("rewardbench");
        SuiteResult[] results =
        [
            Result(suite, """{"id":1,"subset":"math-prm","prompt":"p","chosen":"a","rejected":"b"}""", 1, 0),
            Result(suite, """{"id":2,"subset":"hep-go","prompt":"p","chosen":"a","rejected":"b"}""", 0, 1),
            Result(suite, """{"id":3,"subset":"hep-go","prompt":"p","chosen":"a","rejected":"b"}""", 1, 1),
        ];

        var figures = suite.Figures(results).ToDictionary(figure => figure.Name, figure => figure.Value);
        Assert.Equal(984.0 / (984 + 164), figures["Reasoning"], 12);
        Assert.Equal(0, figures["hep-go"]);
        Assert.True(double.IsNaN(figures["score"]), "three sections have no row: there is no score to be compared with others'");
    }

    [Fact]
    public void RewardBench_AllSections_ScoreIsTheirPlainMean()
    {
        var suite = Suite("rewardbench");
        var results = new[] { ("alpacaeval-easy", 1.0), ("mt-bench-hard", 1.0), ("donotanswer", 0.0), ("hep-go", 1.0) }
            .Select(row => Result(suite, $$"""{"id":1,"subset":"{{row.Item1}}","prompt":"p","chosen":"a","rejected":"b"}""", row.Item2, 0.5))
            .ToArray();

        Assert.Equal(0.75, suite.Figures(results)[0].Value);
    }

    [Fact]
    public void RewardBench2_BestOfFour_SharesATie()
    {
        var suite = Suite("rewardbench2");
        var row = """{"id":"7","subset":"Math","prompt":"p","chosen":["a"],"rejected":["b","c","d"]}""";

        Assert.Equal(1, RewardBench2Suite.Best(Result(suite, row, 3, 1, 2, 0)));
        Assert.Equal(0.5, RewardBench2Suite.Best(Result(suite, row, 3, 3, 2, 0)));
        Assert.Equal(0, RewardBench2Suite.Best(Result(suite, row, 2, 3, 2, 0)));
        Assert.Equal(0.25, RewardBench2Suite.Best(Result(suite, row, 1, 1, 1, 1)));
    }

    [Fact]
    public void RewardBench2_Ties_ByTheFormula()
    {
        var suite = Suite("rewardbench2");
        SuiteResult[] results =
        [
            // Spread 1, margin 3: right answers lie closer together than above the wrong one.
            Result(suite, """{"id":"tied:1","subset":"Ties","prompt":"p","chosen":["a","b"],"rejected":["c"]}""", 5, 4, 1),
            Result(suite, """{"id":"ref:1","subset":"Ties","prompt":"p","chosen":["a"],"rejected":["c"]}""", 2, 0),
            // Spread 4, margin 1.
            Result(suite, """{"id":"tied:2","subset":"Ties","prompt":"p","chosen":["a","b"],"rejected":["c"]}""", 6, 2, 1),
            Result(suite, """{"id":"ref:2","subset":"Ties","prompt":"p","chosen":["a"],"rejected":["c"]}""", 0, 2),
        ];

        var expected = (0.30 * 1) + (0.30 * 0.5) + (0.20 * 0.5) + (0.20 * 0.5)
            + (0.01 * (Math.Tanh((2.0 / 1) - 1) + Math.Tanh((-2.0 / 4) - 1)) / 2);
        Assert.Equal(expected, TiesScore.Of(results), 12);
    }

    [Fact]
    public void RmBench_Orders_CompareStyles()
    {
        var suite = Suite("rm-bench");
        var row = """{"id":"1","domain":"safety-refuse","prompt":"p","chosen":["a","b","c"],"rejected":["d","e","f"]}""";

        // Goes by style alone: the fancier wins, and equal styles tie, which is wrong.
        var figures = suite.Figures([Result(suite, row, 1, 2, 3, 1, 2, 3)]).ToDictionary(figure => figure.Name, figure => figure.Value);
        Assert.Equal(0, figures["hard"]);
        Assert.Equal(0, figures["normal"]);
        Assert.Equal(1, figures["easy"]);
        Assert.Equal(1.0 / 3, figures["average"], 12);
        Assert.Contains("safety", figures.Keys);
    }

    [Fact]
    public void Ppe_Correctness_PairsAndBestOfK()
    {
        var suite = Suite("ppe");
        var row = """{"question_id":"1","prompt":"p","response_1":"a","response_2":"b","response_3":"c","scores":[true,false,true]}""";

        var figures = suite.Figures([Result(suite, row, 1, 2, 3)]).ToDictionary(figure => figure.Name, figure => figure.Value);
        Assert.Equal(0.5, figures["accuracy"]);
        Assert.Equal(1, figures["best of K"]);
        Assert.Null(Read(suite, """{"prompt":"p","response_1":"a","response_2":"b","scores":[true,true]}"""));
        Assert.Null(Read(suite, """{"prompt":"p","response_1":"a","response_2":"b","winner":"tie"}"""));
    }

    [Theory]
    [InlineData("judgebench", """{"pair_id":"1","source":"math","question":"q","response_A":"a","response_B":"b","label":"B>A"}""", 1)]
    [InlineData("llmbar", """{"input":"q","output_1":"a","output_2":"b","label":1}""", 0)]
    [InlineData("pandalm", """{"idx":0,"instruction":"q","input":"i","response1":4,"response2":"b","majority":2}""", 1)]
    [InlineData("preferences", """{"prompt":[{"role":"user","content":"q"}],"chosen":"a","rejected":"b"}""", 0)]
    public void Pairs_Layouts_KnowTheRightAnswer(string name, string row, int right)
    {
        var read = Read(Suite(name), row)!;
        Assert.Equal(right, read.Answers.ToList().FindIndex(answer => answer.IsRight));
        Assert.Equal(2, read.Answers.Count);
    }

    [Theory]
    [InlineData("rewardbench", """{"subset":"nowhere","prompt":"p","chosen":"a","rejected":"b"}""", "subset")]
    [InlineData("rm-bench", """{"id":"1","domain":"chat","prompt":"p","chosen":["a"],"rejected":["d","e","f"]}""", "chosen")]
    [InlineData("judgebench", """{"question":"q","response_A":"a","response_B":"b","label":"A"}""", "label")]
    [InlineData("llmbar", """{"input":"q","output_1":"a","label":1}""", "output_2")]
    [InlineData("rewardbench2", """{"id":"1","subset":"Ties","prompt":"p","chosen":["a"],"rejected":["b"]}""", "id")]
    public void Read_WrongField_IsNamed(string name, string row, string field)
    {
        var error = Assert.Throws<InputException>(() => Read(Suite(name), row));
        Assert.Equal(field, error.Field);
        Assert.Equal(3, error.Line);
    }

    [Fact]
    public void PairShare_TwoOrders_RightOnlyWhereTheyDoNotCancelOut()
    {
        var suite = Suite("llmbar");
        var result = Result(suite, """{"input":"q","output_1":"a","output_2":"b","label":1}""", 1, 0);

        Assert.Equal(1, (result with { Swapped = [1, 0] }).PairShare());
        Assert.Equal(1, (result with { Swapped = [1, 1] }).PairShare());
        Assert.Equal(0.5, (result with { Swapped = [0, 1] }).PairShare());
    }

    [Fact]
    public void Habits_JudgeOfPlaces_IsSeen()
    {
        var suite = Suite("llmbar");
        var results = Enumerable.Range(0, 10)
            .Select(i => Result(suite, $$"""{"input":"q","output_1":"a","output_2":"longer","label":{{1 + (i % 2)}}}""", 1, 0) with { Swapped = [0, 1] })
            .ToArray();

        var habits = new SuiteHabits(results);
        Assert.Equal(0, habits.Consistent);
        Assert.Equal(1, habits.First);
        Assert.Equal(0, habits.Longer);
        Assert.Equal(0.5, habits.RightIsLonger);
    }

    [Fact]
    public void Interval_OfManyRows_HoldsTheFigure_AndRepeats()
    {
        var suite = Suite("llmbar");
        var results = Enumerable.Range(0, 200)
            .Select(i => Result(suite, """{"input":"q","output_1":"a","output_2":"b","label":1}""", i % 4 == 0 ? 0 : 1, 0.5))
            .ToArray();
        var figure = suite.Figures(results)[0];

        var interval = new SuiteBootstrap(500, 1).Interval(figure)!.Value;
        Assert.Equal(0.75, figure.Value);
        Assert.InRange(interval.Low, 0.65, 0.74);
        Assert.InRange(interval.High, 0.76, 0.85);
        Assert.Equal(interval, new SuiteBootstrap(500, 1).Interval(figure));
        Assert.Equal((0, 0), new SuiteBootstrap(500, 1).Difference(figure, figure));
    }

    [Fact]
    public void Comparison_SignTest_IsTheBinomials()
    {
        var suite = Suite("llmbar");
        var row = """{"input":"q","output_1":"a","output_2":"b","label":1}""";
        var first = Enumerable.Range(0, 12).Select(i => Result(suite, row, 1, i < 10 ? 0 : 2)).ToArray();
        var second = Enumerable.Range(0, 12).Select(i => Result(suite, row, 1, i < 9 ? 2 : 0)).ToArray();

        var comparison = new SuiteComparison(first, second);
        Assert.Equal((9, 2), (comparison.FirstBetter, comparison.SecondBetter));
        Assert.Equal(2 * (1 + 11 + 55) / 2048.0, comparison.P, 12);
        Assert.Equal(1, new SuiteComparison(first, first).P);
    }

    private static ISuite Suite(string name) => RewardSuites.All.Single(suite => suite.Name == name);

    private static SuiteRow? Read(ISuite suite, string row) => suite.Read(JsonDocument.Parse(row).RootElement, 3, "data.jsonl");

    private static SuiteResult Result(ISuite suite, string row, params double?[] scores) => new(Read(suite, row)!, scores);
}
