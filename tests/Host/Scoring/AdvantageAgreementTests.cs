using System.Globalization;
using System.Text.Json;
using Rlar.Grpo.Advantages;
using Rlar.Host.Advantages;

namespace Rlar.Host.Tests.Scoring;

/// <summary>
/// One input and one estimator: the whole input at once, in batches of any size, and <c>rlar advantages</c> on the same rewards and lengths say
/// the same, and a row's other fields are the same whichever way was taken.
/// </summary>
public sealed class AdvantageAgreementTests : IDisposable
{
    private const int Groups = 7;

    // Rewards of many values, groups of unequal size, one without a reward and one of a single completion; texts that JSON may escape.
    private static readonly string[] s_answers = ["4", "5", "The answer is 4", "4 😀\u00a0", "four", ""];
    private readonly RunFolder _folder = new();

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            // Those that need more than rewards and lengths are refused by score.
            foreach (var (estimator, kind) in AdvantageNames.Estimators)
            {
                if (estimator == "step-level" || BaselineFieldReader.Fields(kind).Length > 0)
                    continue;
                foreach (var options in OptionsOf(estimator))
                    cases.Add(estimator, options);
            }

            return cases;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Score_RowsWithLengths_AgreesWithTheAdvantagesCommand(string estimator, string options) => AgreeAsync(estimator, options, withLengths: true);

    [Theory]
    [InlineData("grpo", "")]
    [InlineData("opo", "")]
    [InlineData("gdpo", "--preset verl")]
    [InlineData("reinforce++", "")]
    [InlineData("reinforce++-baseline", "--preset verl")]
    public Task Score_RowsWithoutLengths_AgreesWithTheAdvantagesCommand(string estimator, string options) => AgreeAsync(estimator, options, withLengths: false);

    [Theory]
    [InlineData("reinforce++", "--gamma 0.9")]
    [InlineData("grpo-batch", "--shape overlong:max=10,buffer=4")]
    [InlineData("grpo", "--shape overlong:max=10,buffer=4")]
    public async Task Score_LengthsNeededAndNotThere_IsRefusedEachWay(string estimator, string options)
    {
        var input = _folder.Write("in.jsonl", Enumerable.Range(0, Groups).Select(i => Row(i, withLengths: false)));
        foreach (var batch in new[] { "", "--batch 2" })
        {
            var error = await Assert.ThrowsAnyAsync<RlarException>(() => ScoreAsync(input, "out.jsonl", $"--advantage {estimator} {options} {batch} --restart"));
            Assert.Contains("lengths", error.Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> OptionsOf(string estimator)
    {
        foreach (var preset in AdvantageNames.Presets.Keys)
            yield return $"--preset {preset}";
        yield return "--epsilon 0.5 --population --group-of-one raw";
        yield return "--group-of-one zero --preset verl";
        yield return "--shape overlong:max=9,buffer=6";
        yield return "--shape zscore:scope=group --shape grpo-lambda";
        yield return "--shape clip:low=0.25 --shape rank";
        yield return "--shape cosine-length:max=12 --shape centre:scope=group";
        if (estimator is "grpo" or "pass-k")
            yield return "--no-std";
        if (estimator == "reinforce++")
        {
            yield return "--gamma 0.9";
            yield return "--gamma 0 --preset verl --shape overlong:max=9,buffer=6";
        }
    }

    private async Task AgreeAsync(string estimator, string options, bool withLengths)
    {
        var input = _folder.Write("in.jsonl", Enumerable.Range(0, Groups).Select(i => Row(i, withLengths)));
        await ScoreAsync(input, "rewards.jsonl", "--advantage none");
        var rewards = _folder.Lines("rewards.jsonl");
        foreach (var size in SizesFor(estimator + options))
        {
            await ScoreAsync(input, "out.jsonl", $"--advantage {estimator} {options} --batch {size} --restart");
            Assert.Equal(await ExpectedAsync(rewards, size, estimator, options, withLengths), _folder.Lines("out.jsonl"));
        }

        await ScoreAsync(input, "out.jsonl", $"--advantage {estimator} {options} --restart");
        Assert.Equal(await ExpectedAsync(rewards, Groups, estimator, options, withLengths), _folder.Lines("out.jsonl"));
        Assert.False(File.Exists(_folder.PathOf("out.jsonl.rewards")));
    }

    // Batches know nothing of estimators: each case tries some sizes, and all cases together try each size some sixty times.
    private static int[] SizesFor(string name) => (name.Sum(c => c) % 3) switch
    {
        0 => [1, Groups + 5],
        1 => [2, Groups],
        _ => [3],
    };

    /// <summary>The rows without advantages, with those that the advantages command makes of their rewards batch by batch.</summary>
    private async Task<string[]> ExpectedAsync(string[] rows, int size, string estimator, string options, bool withLengths)
    {
        var expected = new List<string>();
        foreach (var batch in rows.Index().Chunk(size))
        {
            var input = _folder.Write("batch.jsonl", batch.Select(row => Rewards(row.Index, row.Item, withLengths)));
            await RunFolder.RunAsync(["advantages", input, "-o", _folder.PathOf("advantages.jsonl"), "-e", estimator, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
            expected.AddRange(batch.Zip(_folder.Lines("advantages.jsonl"), (row, line) => row.Item.Replace(
                ",\"outcomes\":", $",\"advantages\":{JsonDocument.Parse(line).RootElement.GetProperty("advantages").GetRawText()},\"outcomes\":", StringComparison.Ordinal)));
        }

        return [.. expected];
    }

    private Task<int> ScoreAsync(string input, string output, string options) => RunFolder.RunAsync(
        ["score", input, "-o", _folder.PathOf(output), "-q", "--tool", "token-f1", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    private static string Rewards(int row, string scored, bool withLengths)
    {
        var rewards = JsonDocument.Parse(scored).RootElement.GetProperty("rewards");
        var lengths = withLengths ? $",\"lengths\":[{string.Join(',', Lengths(row, rewards.GetArrayLength()))}]" : "";
        return $"{{\"rewards\":{rewards.GetRawText()}{lengths}}}";
    }

    private static IEnumerable<int> Lengths(int row, int count) => Enumerable.Range(0, count).Select(i => 1 + (((row * 5) + (i * 3)) % 11));

    private static string Row(int i, bool withLengths)
    {
        var count = i == 2 ? 1 : 2 + (i % 3);
        var answers = Enumerable.Range(0, count).Select(k => s_answers[(i + (k * k)) % s_answers.Length]);
        var reference = i == 4 ? "" : ",\"reference\":\"The answer is 4 😀\"";
        var lengths = withLengths ? $",\"lengths\":[{string.Join(',', Lengths(i, count))}]" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"row😀-{i}\",\"prompt\":\"2+2?\"{reference},\"completions\":{JsonSerializer.Serialize(answers)}{lengths}}}");
    }
}
