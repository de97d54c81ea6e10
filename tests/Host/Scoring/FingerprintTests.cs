using System.Reflection;
using Rlar.Grpo.Advantages;
using Rlar.Kernels.Advantages;
using Rlar.Kernels.Cpu;
using Rlar.Scoring.Rows;
using Rlar.Scoring.Run;

namespace Rlar.Host.Tests.Scoring;

/// <summary>What decides the rows is held against the unfinished output on resuming. A new option fails here until it is said to decide them or not.</summary>
public sealed class FingerprintTests : IDisposable
{
    private const string Languages = """
        {"languages": [{"id": "sh", "names": ["sh"], "file": "main.sh", "run": ["/bin/sh", "main.sh"], "needs": {"sh": "dash"}}]}
        """;

    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RewardRunOptions_EveryOptionThatDecidesRows_ChangesTheFingerprint()
    {
        using var backend = new CpuBackend();
        var advantages = new AdvantageComputation(new CpuAdvantages<double>(backend), new AdvantageOptions());
        var given = new RewardRunOptions();
        Held(
            given,
            new() { ["Advantages"] = given with { Advantages = advantages }, ["BatchGroups"] = given with { BatchGroups = 7 }, ["MeasuresTime"] = given with { MeasuresTime = true } },
            ["Tools", "Parallelism", "Clock"],
            options => Text(options.Fingerprint));
    }

    [Fact]
    public void RowFiles_EveryOptionThatDecidesRows_ChangesTheFingerprint()
    {
        var given = new RowFiles { Input = "a", Output = "b", SkipsBadRows = true };
        _folder.Write("other.jsonl", """{"id":"a","prompt":"p"}""");
        Held(
            given,
            new()
            {
                ["Input"] = given with { Input = "c" },
                ["Split"] = given with { Split = "test" },
                ["Join"] = given with { Join = RowJoin.Open(_folder.PathOf("other.jsonl")) },
                ["GroupBy"] = given with { GroupBy = GroupKey.Prompt },
                ["SkipsBadRows"] = given with { SkipsBadRows = false },
                ["Columns"] = given with { Columns = ColumnMap.Parse("id=name") },
                ["MaxLineBytes"] = given with { MaxLineBytes = 5 },
            },
            ["StandardInput", "Formats", "Output", "StandardOutput", "Mode", "LongLineRemedy", "Ledger"],
            files => Text(files.Fingerprint));

        // A line that is too long ends the run unless it is skipped: then the limit may be raised.
        Assert.Equal(Text((given with { SkipsBadRows = false }).Fingerprint), Text((given with { SkipsBadRows = false, MaxLineBytes = 5 }).Fingerprint));
    }

    [Fact]
    public void AdvantageOptions_EveryOption_ChangesTheVersion()
    {
        var given = new AdvantageOptions();
        var convention = given.Convention;
        Held(
            given,
            new()
            {
                ["Estimator"] = given with { Estimator = AdvantageEstimator.Rloo },
                ["Convention"] = given with { Convention = AdvantageConvention.Verl },
                ["MissingComponent"] = given with { MissingComponent = MissingComponent.Zero },
                ["Weights"] = given with { Weights = new Dictionary<string, double> { ["a"] = 2 } },
                ["Gamma"] = given with { Gamma = 0.5 },
                ["ValueTemperature"] = given with { ValueTemperature = 2 },
                ["Decay"] = given with { Decay = 0.5 },
                ["NormalizePassK"] = given with { NormalizePassK = false },
                ["Shaping"] = given with { Shaping = [ShapingNames.Parse("clip:low=0,high=1")] },
            },
            [],
            options => options.Version);
        Held(
            convention,
            new()
            {
                ["Epsilon"] = convention with { Epsilon = 0.25 },
                ["SampleDeviation"] = convention with { SampleDeviation = false },
                ["MeanEpsilon"] = convention with { MeanEpsilon = 1e-6 },
                ["GroupOfOne"] = convention with { GroupOfOne = GroupOfOne.RawReward },
                ["Whitening"] = convention with { Whitening = Whitening.Verl },
                ["MultiRewardWhitening"] = convention with { MultiRewardWhitening = Whitening.Verl },
            },
            [],
            changed => (given with { Convention = changed }).Version);
    }

    [Theory]
    [InlineData("clip:low=0,high=1", "clip:high=1,low=0", true)]
    [InlineData("clip:low=0,high=1", "clip:low=0,high=2", false)]
    [InlineData("clip:low=0", "zscore:scope=group", false)]
    public void ShapingStep_Text_IsThatOfItsArguments(string one, string other, bool same) =>
        Assert.Equal(same, ShapingNames.Parse(one).Text == ShapingNames.Parse(other).Text);

    [Theory]
    [InlineData("", "--languages a.json")]
    [InlineData("--languages a.json", "")]
    [InlineData("--languages a.json", "--languages b.json")]
    [InlineData("--tool code/sh --languages a.json", "--tool code/sh --languages b.json")]
    [InlineData("", "--tools a.csx")]
    [InlineData("--tools a.csx", "")]
    [InlineData("--tools a.csx", "--tools b.csx")]
    [InlineData("--routes r.json", "--routes q.json")]
    [InlineData("", "--routes r.json")]
    [InlineData("--advantage grpo", "--advantage rloo")]
    [InlineData("--shape clip:low=0", "--shape clip:low=1")]
    [InlineData("", "--timing")]
    [InlineData("", "--columns id=name")]
    public async Task Score_ResumedWithOtherSettings_IsRefused(string first, string then)
    {
        Prepare();
        await Assert.ThrowsAsync<InputException>(() => ScoreAsync(first));
        var error = await Assert.ThrowsAsync<OutputException>(() => ScoreAsync(then + " --resume"));
        Assert.Contains("comes from another run", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--languages a.json", "--languages c.json")]
    [InlineData("--advantage grpo", "")]
    [InlineData("", "--preset trl --parallelism 1 --deadline 7 --max-line-mb 2")]
    [InlineData("--shape clip:low=0,high=1", "--shape clip:high=1,low=0")]
    public async Task Score_ResumedWithWhatDecidesNothing_GoesOn(string first, string then)
    {
        Prepare();
        await Assert.ThrowsAsync<InputException>(() => ScoreAsync(first));
        _folder.Write("in.jsonl", Row(0), Row(1));
        Assert.Equal(0, await ScoreAsync(then + " --resume"));
        Assert.Equal(2, _folder.Lines("out.jsonl").Length);
    }

    private static void Held<T>(T given, Dictionary<string, T> changed, string[] decideNothing, Func<T, string> fingerprint)
    {
        var options = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).Select(property => property.Name);
        Assert.Equal(options.Order(StringComparer.Ordinal), changed.Keys.Concat(decideNothing).Order(StringComparer.Ordinal));
        foreach (var (option, other) in changed)
            Assert.True(fingerprint(given) != fingerprint(other), option);
    }

    private static string Text(IReadOnlyDictionary<string, string> fingerprint) => string.Join('\n', fingerprint.OrderBy(f => f.Key, StringComparer.Ordinal));

    private static string Row(int i) => $$"""{"id":"{{i}}","name":"n{{i}}","prompt":"p","reference":"4","completions":["4","5"]}""";

    private void Prepare()
    {
        _folder.Write("in.jsonl", Row(0), "no row");
        _folder.Write("a.json", Languages);
        _folder.Write("b.json", Languages.Replace("/bin/sh\", ", "/bin/sh\", \"-e\", ", StringComparison.Ordinal));
        _folder.Write("c.json", Languages);
        _folder.Write("a.csx", OwnTools.CompiledFile.Constant("Half", "half"));
        _folder.Write("b.csx", OwnTools.CompiledFile.Constant("Half", "half", "0.4"));
        _folder.Write("r.json", """{"rules": []}""");
        _folder.Write("q.json", """{"rules": [ ]}""");
    }

    private Task<int> ScoreAsync(string options) => RunFolder.RunAsync(
        ["score", _folder.PathOf("in.jsonl"), "-o", _folder.PathOf("out.jsonl"), "-q",
         .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Path.HasExtension(word) && !word.Contains('=', StringComparison.Ordinal) ? _folder.PathOf(word) : word)]);
}
