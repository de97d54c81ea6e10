using System.Globalization;
using System.Text.Json;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary>The command held against the peers, as a user would: rows in, advantages out.</summary>
public sealed class AdvantagesTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Theory]
    [InlineData("trl/advantage/trl_grpo_group/dev-005", "grpo", "trl")]
    [InlineData("trl/advantage/trl_grpo_group/dev-006", "grpo", "trl")]
    [InlineData("trl/advantage/trl_grpo_batch/dev-003", "grpo-batch", "trl")]
    [InlineData("trl/advantage/trl_normalize_then_sum/dev-001", "gdpo", "trl")]
    [InlineData("trl/advantage/trl_normalize_then_sum/dev-002", "gdpo", "trl")]
    [InlineData("trl/advantage/trl_grpo_none/dev-003", "dr-grpo", "trl")]
    public void Advantages_TrlRows_GivesTrlsNumbers(string id, string estimator, string preset)
    {
        var row = SharedData.Rows("peer_advantages_dev.jsonl.gz").Single(r => r.GetProperty("id").GetString() == id);
        var size = row.GetProperty("options").GetProperty("num_generations").GetInt32();
        var rewards = row.GetProperty("inputs").GetProperty("rewards").EnumerateArray().ToArray();
        var names = Enumerable.Range(0, rewards[0].GetArrayLength()).Select(k => $"f{k}").ToArray();
        _rlar.Write("in.jsonl", rewards.Chunk(size).Select(group => "{\"rewards\":{" + string.Join(',', names.Select((name, k) =>
            $"\"{name}\":[{string.Join(',', group.Select(r => r[k].ValueKind == JsonValueKind.Number ? r[k].GetRawText() : "null"))}]")) + "}}"));
        var weights = row.GetProperty("options").GetProperty("reward_weights").EnumerateArray().SelectMany((w, k) => new[] { "--weight", $"f{k}={w.GetRawText()}" });
        var (code, output, error) = _rlar.Run(["advantages", "in.jsonl", "--estimator", estimator, "--preset", preset, .. weights]);
        Assert.True(code == 0, error);
        var actual = output.TrimEnd().Split('\n').SelectMany(line => JsonDocument.Parse(line).RootElement.GetProperty("advantages").EnumerateArray()).ToArray();
        var expected = row.GetProperty("expected").GetProperty("advantages").EnumerateArray().Select(a => a.GetDouble()).ToArray();
        var tolerance = 1e-9 + 2 * row.GetProperty("exact_deviation").GetDouble();
        for (var i = 0; i < expected.Length; i++)
        {
            var value = actual[i].ValueKind == JsonValueKind.Null ? 0 : actual[i].GetDouble();
            Assert.True(Math.Abs(expected[i] - value) <= tolerance, string.Create(CultureInfo.InvariantCulture, $"{id}[{i}]: expected {expected[i]}, got {value}"));
        }
    }

    [Theory]
    [InlineData("maxrl", "prime-rl", "[3,-1,-1,-1]")]
    [InlineData("remax", "trl", "[0.5,-0.5,-0.5,-0.5]")]
    [InlineData("rae", "trl", "[1,0,-0.050000000000000044,0]")]
    [InlineData("hierarchical", "trl", "[0.5,0,-0.5,0]")]
    [InlineData("grpo", "prime-rl", "[0.75,-0.25,-0.25,-0.25]")]
    [InlineData("otb", "verl", "[[1],[0],[0],[0]]")] // a token that was certain weighs nothing
    public void Advantages_EstimatorsOf2026_ReadTheirFields(string estimator, string preset, string expected)
    {
        _rlar.Write(
            "in.jsonl",
            """
            {"id":"a","rewards":[1,0,0,0],"greedy_reward":0.5,"roles":["a","b","a","b"],"logprobs":[[0],[-700],[-700],[-700]],"sum_pi_squared":[[1],[0],[0],[0]]}
            """);
        var (code, output, error) = _rlar.Run(["advantages", "in.jsonl", "--estimator", estimator, "--preset", preset]);
        Assert.True(code == 0, error);
        Assert.Equal($"{{\"id\":\"a\",\"advantages\":{expected}}}\n", output);
    }

    [Theory]
    [InlineData("remax", "greedy_reward")]
    [InlineData("rae", "roles")]
    [InlineData("tir-otb", "logprobs")]
    public void Advantages_FieldThatTheEstimatorNeeds_IsAskedForByName(string estimator, string field)
    {
        _rlar.Write("in.jsonl", """{"id":"a","rewards":[1,0]}""");
        var (code, _, error) = _rlar.Run(["advantages", "in.jsonl", "--estimator", estimator]);
        Assert.Equal(2, code);
        Assert.Contains($"in.jsonl:1: field '{field}': missing", error, StringComparison.Ordinal);
        var (score, _, refusal) = _rlar.Run(["score", "in.jsonl", "-o", "out.jsonl", "--advantage", estimator]);
        Assert.Equal(2, score);
        Assert.Contains(field, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Advantages_NullsAndMasks_LeaveTheStatistics()
    {
        _rlar.Write("in.jsonl", """{"id":"a","rewards":[1,null,3,99],"mask":[true,true,true,false]}""", """{"id":"b","rewards":[0.1,0.1,0.1]}""");
        var (_, output, _) = _rlar.Run(["advantages", "in.jsonl", "--estimator", "dr-grpo"]);
        Assert.Equal("{\"id\":\"a\",\"advantages\":[-1,null,1,null]}\n{\"id\":\"b\",\"advantages\":[0,0,0]}\n", output);
    }

    [Fact]
    public void Advantages_StepsAndTokens_GoInAndOutAsLists()
    {
        _rlar.Write("in.jsonl", """{"id":"a","rewards":[[1,0],[0.5]]}""");
        var (_, steps, _) = _rlar.Run(["advantages", "in.jsonl", "--estimator", "step-level"]);
        var lists = JsonDocument.Parse(steps).RootElement.GetProperty("advantages");
        Assert.Equal(0, lists[0][0].GetDouble(), 12);
        Assert.True(lists[0][1].GetDouble() < -0.9);
        _rlar.Write("outcome.jsonl", """{"id":"a","rewards":[1,0],"lengths":[3,2]}""");
        var (_, tokens, _) = _rlar.Run(["advantages", "outcome.jsonl", "--estimator", "reinforce++", "--gamma", "0.5", "--preset", "verl"]);
        Assert.Equal(3, JsonDocument.Parse(tokens).RootElement.GetProperty("advantages")[0].GetArrayLength());
    }

    [Fact]
    public void Advantages_ShapingSteps_ApplyInOrder()
    {
        _rlar.Write("in.jsonl", """{"id":"a","rewards":[-5,0,5],"lengths":[10,22,30]}""");
        var (_, clipped, _) = _rlar.Run(["advantages", "in.jsonl", "-e", "dr-grpo", "--shape", "clip:low=-1,high=1"]);
        Assert.Equal("{\"id\":\"a\",\"advantages\":[-1,0,1]}\n", clipped);
        var (_, scaled, _) = _rlar.Run(["advantages", "in.jsonl", "-e", "dr-grpo", "--shape", "clip:low=-1,high=1", "--shape", "scale:from-min=-1,from-max=1,to-min=0,to-max=10"]);
        Assert.Equal("{\"id\":\"a\",\"advantages\":[-5,0,5]}\n", scaled);
    }

    [Theory]
    [InlineData("""{"rewards":[1,"x"]}""", "in.jsonl:1: field 'rewards[1]'")]
    [InlineData("""{"rewards":[1,0],"rewards":[0,1]}""", "in.jsonl:1: not JSON: Duplicate property 'rewards'")]
    [InlineData("""{"rewards":[1e200,1]}""", "in.jsonl:1: field 'rewards[0]'")]
    [InlineData("""{"rewards":[1,2],"lengths":[1]}""", "field 'lengths': has 1 entries")]
    [InlineData("""{"reward":1}""", "field 'rewards': missing")]
    [InlineData("nothing", "not JSON")]
    public void Advantages_BadRow_NamesLineAndField(string row, string message)
    {
        _rlar.Write("in.jsonl", row);
        var (code, _, error) = _rlar.Run(["advantages", "in.jsonl"]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}
