using Rlar.Grpo.Torch;
using Rlar.Tests;

namespace Rlar.Host.Tests.Training;

public sealed class TrainTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    [Fact]
    public void Keys_AreListed()
    {
        var (code, output, _) = _rlar.Run(["train", "--keys"]);

        Assert.Equal(0, code);
        Assert.Contains("optimizer.lr: 1e-5", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model: m.gguf\ndata: rows.jsonl\nstepz: 1", "recipe.yaml:3: there is no key 'stepz'; did you mean steps?")]
    [InlineData("model: m.gguf\ndata: none.jsonl", "m.gguf")]
    public void Recipe_ThatCannotBe_IsRefused(string recipe, string reason)
    {
        _rlar.Write("recipe.yaml", recipe);

        var (code, _, error) = _rlar.Run(["train", "recipe.yaml"]);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_KilledAndResumed_GivesTheSameBytes()
    {
        Assert.SkipUnless(TorchLibrary.Status.IsAvailable, $"libtorch: {TorchLibrary.Status.Reason}");
        Recipe(SharedModels.Require(SharedModels.Stories260K));
        var (code, _, error) = _rlar.Run(["train", "recipe.yaml", "-o", "whole", "-q"]);
        Assert.True(code == 0, error);
        using (var first = _rlar.Start("train", "recipe.yaml", "-o", "parts", "-q"))
        {
            var log = _rlar.PathOf("parts/metrics.jsonl");
            while (!first.HasExited && (!File.Exists(log) || File.ReadAllText(log).Count(letter => letter == '\n') < 5))
                Thread.Sleep(20);
            first.Kill();
            first.WaitForExit();
        }

        (code, _, error) = _rlar.Run(["train", "recipe.yaml", "-o", "parts", "-q", "--resume"]);

        Assert.True(code == 0, error);
        foreach (var file in new[] { "weights.safetensors", "moments-1.safetensors", "moments-2.safetensors", "state.json" })
            Assert.Equal(Bytes($"whole/checkpoints/step-000008/{file}"), Bytes($"parts/checkpoints/step-000008/{file}"));
        Assert.Equal(File.ReadAllText(_rlar.PathOf("whole/evaluations.jsonl")), File.ReadAllText(_rlar.PathOf("parts/evaluations.jsonl")));
        Assert.True(File.Exists(_rlar.PathOf("parts/policy.gguf")) && File.Exists(_rlar.PathOf("parts/report.html")));
        Assert.Equal(2, _rlar.Run(["train", "recipe.yaml", "-o", "parts", "-q"]).Code);
    }

    private byte[] Bytes(string file) => File.ReadAllBytes(_rlar.PathOf(file));

    public void Dispose() => _rlar.Dispose();

    private void Recipe(string model)
    {
        _rlar.Write(
            "rows.jsonl", """{"id":"a","prompt":"Once upon a time, there was a dog.","reference":"the"}""",
            """{"id":"b","prompt":"Lily went to the park.","reference":"the"}""");
        _rlar.Write(
            "recipe.yaml", $"model: {model}", "data: rows.jsonl", "heldout: rows.jsonl", "steps: 8", "batch: 2", "group: 4", "micro_tokens: 512", "lanes: 2",
            "checkpoint_every: 2", "rewards: [contains, {tool: length, weight: linear:1:0:8}]", "rollout: {max_tokens: 16}", "optimizer: {lr: 1e-4}");
    }
}
