using System.Text.Json;

namespace Rlar.Host.Tests;

/// <summary>Every shaping step from a row to its advantages, with numbers by hand; dr-grpo takes the mean and nothing else.</summary>
public sealed class ShapingTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Theory]
    [InlineData("stop-properly:coef=0.5", """{"rewards":[4,4],"truncated":[true,false]}""", "[-1,1]")]
    [InlineData("stop-properly:coef=0.5", """{"rewards":[4,4],"finish_reasons":["stop","length"]}""", "[1,-1]")]
    [InlineData("repetition:ngram=1", """{"rewards":[1,1],"completion_ids":[[7,7],[7,8]]}""", "[-0.25,0.25]")]
    [InlineData("repetition:ngram=1", """{"rewards":[1,1],"completions":["ja Ja",[{"role":"assistant","content":"ja, nein"}]]}""", "[-0.25,0.25]")]
    [InlineData("gra:order=format:accuracy,gates=1", """{"rewards":{"accuracy":[2,2],"format":[1,0]}}""", "[1.5,-1.5]")]
    [InlineData("papo:outcome=acc,process=prm,population=yes,eps=1e-9", """{"rewards":{"acc":[1,1,0,0],"prm":[1,0,9,null]}}""", "[2,0,-1,-1]")]
    [InlineData("win-rates", """{"preferences":[[null,1,0.5],[0,null,0.5],[0.5,0.5,null]]}""", "[0.25,-0.25,0]")]
    [InlineData("win-rates", """{"rewards":[0,0,1],"preferences":[[null,1,null],[null,null,null],[null,null,null]],"mask":[true,true,true]}""", "[0.5,-0.5,null]", "--preset", "verl")]
    [InlineData("par", """{"rewards":[1000,-1000],"reference_rewards":[0,0]}""", "[0.5,-0.5]")]
    [InlineData("lsc:quantile=0.5", """{"rewards":[-1000,-1002],"reference_rewards":0}""", "[1,-1]")]
    [InlineData("clip-deviations:k=1,population=yes", """{"rewards":[0,0,0,4]}""", "[-0.683,-0.683,-0.683,2.049]")]
    [InlineData("min-max:on=a", """{"rewards":{"a":[0,10],"b":[0,2]}}""", "[-1.5,1.5]")]
    public void Advantages_StepWithItsFields_GivesItsNumbers(string step, string row, string expected, params string[] more)
    {
        _rlar.Write("in.jsonl", row);
        Close(expected, Run(["-e", "dr-grpo", "--shape", step, .. more]));
    }

    [Theory]
    [InlineData("process-clip:eta=0.5", "[[0,0,-0.25],[0]]")]
    [InlineData("delta:ending=keep-last", "[[0.5,0.25,0.25],[0.5]]")]
    [InlineData("delta", "[[0.5,0.5,0],[0]]")]
    public void Advantages_RewardsByStep_AreShapedFirst(string step, string shaped)
    {
        _rlar.Write("in.jsonl", """{"rewards":[[1,0.5,0.25],[0.5]]}""");
        _rlar.Write("shaped.jsonl", $$"""{"rewards":{{shaped}}}""");
        var actual = Run(["-e", "step-level", "--shape", step]);
        Close(Run(["-e", "step-level"], "shaped.jsonl").GetRawText(), actual);
    }

    [Fact]
    public void Advantages_ReNorm_CentresOnTheGroupAndAddsTheOutcome()
    {
        _rlar.Write("in.jsonl", """{"rewards":[[1,0],[0.5]],"outcome_rewards":[2,3]}""");
        _rlar.Write("shaped.jsonl", """{"rewards":[[2.5,1.5],[3]]}""");
        Close(Run(["-e", "step-level"], "shaped.jsonl").GetRawText(), Run(["-e", "step-level", "--shape", "renorm"]));
    }

    [Fact]
    public void Advantages_RunningState_GoesFromRunToRun()
    {
        string[] zscore = ["-e", "dr-grpo", "--shape", "zscore:scope=running,state=z.json,population=yes,eps=1e-9", "--shape", "min-max:scope=running,state=m.json"];
        _rlar.Write("in.jsonl", """{"rewards":[0,2]}""");
        Close("[-0.5,0.5]", Run(zscore));
        _rlar.Write("in.jsonl", """{"rewards":[4,6]}""");

        // Over 0, 2, 4, 6: mean 3, deviation sqrt 5, so 1 / sqrt 5 and 3 / sqrt 5, on a range from -1 (the first run) to 3 / sqrt 5.
        var (low, high) = ((1 + (1 / Math.Sqrt(5))) / (1 + (3 / Math.Sqrt(5))), 1.0);
        Close(JsonSerializer.Serialize(new[] { (low - high) / 2, (high - low) / 2 }), Run(zscore));
        Assert.Equal(4, JsonDocument.Parse(File.ReadAllText(_rlar.PathOf("z.json"))).RootElement.GetProperty("components").GetProperty("reward").GetProperty("count").GetInt32());
        Assert.Empty(Directory.GetFiles(_rlar.Folder, "*.tmp"));
    }

    [Fact]
    public void Advantages_RunThatFails_LeavesTheState()
    {
        _rlar.Write("in.jsonl", """{"rewards":[0,2]}""");
        string[] arguments = ["advantages", "in.jsonl", "--shape", "zscore:scope=running,state=z.json"];
        Assert.Equal(0, _rlar.Run(arguments).Code);
        var before = File.ReadAllText(_rlar.PathOf("z.json"));
        Assert.Equal(2, _rlar.Run([.. arguments, "--shape", "overlong:max=9,buffer=1"]).Code);
        Assert.Equal(2, _rlar.Run([.. arguments, "--shape", "gra:order=reward:b,gates=1"]).Code);
        Assert.Equal(before, File.ReadAllText(_rlar.PathOf("z.json")));
    }

    [Theory]
    [InlineData("zscore:scope=running,state=in.jsonl", "in.jsonl is the input")]
    [InlineData("zscore:scope=running,state=other.json", "no state that zscore has saved")]
    [InlineData("zscore:scope=running,state=none/z.json", "there is no folder")]
    public void Advantages_StateThatCannotBe_IsRefused(string step, string message)
    {
        _rlar.Write("in.jsonl", """{"rewards":[0,2]}""");
        _rlar.Write("other.json", "[]");
        Refused(["advantages", "in.jsonl", "--shape", step], message);
    }

    [Theory]
    [InlineData("linear:1:0:4", "3", "[0.125,-0.125]")]
    [InlineData("cosine:1:0:4", "2", "[0.25,-0.25]")]
    [InlineData("atom-searcher:4", "2", "[0.125,-0.125]")]
    public void Advantages_ScheduledWeight_IsTheStepsOwn(string weight, string step, string expected)
    {
        _rlar.Write("in.jsonl", """{"rewards":{"process":[1,0],"outcome":[1,1]}}""");
        Close(expected, Run(["-e", "dr-grpo", "--weight", $"process={weight}", "--step", step]));
    }

    [Fact]
    public void Advantages_WeightsThatSayNothing_AreRefused()
    {
        _rlar.Write("in.jsonl", """{"rewards":{"process":[1,0],"outcome":[1,1]}}""");
        Refused(["advantages", "in.jsonl", "--weight", "process=linear:1:0:4"], "give it with --step");
        Refused(["advantages", "in.jsonl", "--weight", "process=1", "--step", "3"], "--step goes with");
        Refused(["advantages", "in.jsonl", "--weight", "proces=1"], "{process, outcome}");
        Refused(["advantages", "in.jsonl", "--weight", "process=linear:1:0"], "linear:START:END:STEPS");
    }

    [Theory]
    [InlineData("overlong:max=9,buffer=3", "field 'lengths': missing: --shape overlong needs it")]
    [InlineData("stop-properly:coef=0", "field 'truncated': missing")]
    [InlineData("repetition", "field 'completion_ids': missing")]
    [InlineData("win-rates", "field 'preferences': missing")]
    [InlineData("lsc", "field 'reference_rewards': missing")]
    [InlineData("renorm", "field 'outcome_rewards': missing")]
    public void Advantages_RowWithoutTheInput_NamesLineFieldAndRemedy(string step, string message)
    {
        var row = """{"rewards":[1,2],"lengths":[1,2],"truncated":[0,1],"completions":["",""],"preferences":[[0,1],[0,0]],"reference_rewards":[1],"outcome_rewards":[1,2]}""";
        _rlar.Write("in.jsonl", row, """{"rewards":[1,2]}""");
        Refused(["advantages", "in.jsonl", "--shape", step], "in.jsonl:2: " + message);
    }

    [Theory]
    [InlineData("gra:order=format:accuracy,gates=1", """{"rewards":{"accuracy":[2,2]}}""", "in.jsonl:1: field 'rewards.format'")]
    [InlineData("delta", """{"rewards":[1,2]}""", "in.jsonl:1: field 'rewards'")]
    [InlineData("clip:low=0", """{"rewards":[[1,2]]}""", "in.jsonl:1: field 'rewards'")]
    [InlineData("win-rates", """{"preferences":[[0,2],[0,0]]}""", "field 'preferences[0][1]'")]
    [InlineData("win-rates", """{"preferences":[[0,1],[0]]}""", "field 'preferences[1]': has 1 entries")]
    [InlineData("stop-properly:coef=0", """{"rewards":[1,2],"finish_reasons":["stop","abort"]}""", "field 'finish_reasons[1]'")]
    [InlineData("repetition", """{"rewards":[1,2],"completion_ids":[[1],["x"]]}""", "field 'completion_ids[1][0]'")]
    [InlineData("repetition", """{"rewards":[1,2],"completions":["a"]}""", "field 'completions': has 1 entries")]
    [InlineData("renorm", """{"rewards":[[1,2]],"outcome_rewards":[null]}""", "field 'outcome_rewards[0]'")]
    [InlineData("par", """{"rewards":[1,2],"reference_rewards":[]}""", "field 'reference_rewards': empty")]
    [InlineData("delta", """{"rewards":[[1],[2,1e200]]}""", "in.jsonl:1: field 'rewards[1][1]'")]
    public void Advantages_BadInput_NamesLineAndField(string step, string row, string message)
    {
        _rlar.Write("in.jsonl", row);
        Refused(["advantages", "in.jsonl", "-e", "step-level", "--shape", step], message);
    }

    [Fact]
    public void Score_StepWithInputsOfItsOwn_IsRefused()
    {
        _rlar.Write("in.jsonl", """{"prompt":"1+1?","reference":"2","completions":["2"]}""");
        foreach (var step in new[] { "win-rates", "zscore:scope=running,state=z.json" })
            Refused(["score", "in.jsonl", "-o", "out.jsonl", "--shape", step], "use 'rlar advantages'");
    }

    [Fact]
    public void Advantages_Help_ListsEveryStep()
    {
        var (_, help, _) = _rlar.Run(["advantages", "--help"]);
        Assert.All(Grpo.Advantages.ShapingNames.All, name => Assert.Contains($"{name} ", help, StringComparison.Ordinal));
    }

    private JsonElement Run(string[] arguments, string file = "in.jsonl")
    {
        var (code, output, error) = _rlar.Run(["advantages", file, .. arguments]);
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output).RootElement.GetProperty("advantages");
    }

    private void Refused(string[] arguments, string message)
    {
        var (code, _, error) = _rlar.Run(arguments);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static void Close(string expected, JsonElement actual) => Close(JsonDocument.Parse(expected).RootElement, actual);

    private static void Close(JsonElement expected, JsonElement actual)
    {
        Assert.Equal(expected.ValueKind, actual.ValueKind);
        if (expected.ValueKind == JsonValueKind.Number)
            Assert.Equal(expected.GetDouble(), actual.GetDouble(), 3);
        if (expected.ValueKind != JsonValueKind.Array)
            return;
        Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
        for (var i = 0; i < expected.GetArrayLength(); i++)
            Close(expected[i], actual[i]);
    }
}
