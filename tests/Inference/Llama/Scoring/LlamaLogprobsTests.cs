using System.Text.Json;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Scoring;

public sealed class LlamaLogprobsTests
{
    private static readonly LlamaContextOptions Exact = new LlamaContextOptions { ContextTokens = 1024, Sequences = 8, Threads = 1 }.Exact();

    // PyTorch in float64 on the same weights (shared/docs/trainer-goldens.md).
    [Theory]
    [InlineData("tiny-llama.f32.gguf")]
    [InlineData("tiny-llama.f16.gguf")]
    [InlineData("tiny-llama.q8_0.gguf")]
    [InlineData("tiny-qwen2.f32.gguf")]
    [InlineData("tiny-qwen3.f32.gguf")]
    [InlineData("stories260K/stories260K.f32.gguf")]
    public void Score_Goldens_AgreesWithPyTorch(string name)
    {
        var cases = SharedData.Rows("trainer_goldens_dev.jsonl.gz")
            .Where(row => row.GetProperty("model").GetString() == name && row.GetProperty("trained").GetString() == "full").ToList();
        Assert.NotEmpty(cases);
        using var model = Engine.Load(cases[0].GetProperty("model_root").GetString() == "dev" ? "tiny/" + name : name, new LlamaModelOptions { WidensWeights = true });
        using var scorer = new LlamaLogprobs(model, Exact);
        var worst = 0.0;
        var values = 0;
        foreach (var row in cases)
        {
            var rows = row.GetProperty("sequences").EnumerateArray().Select(Row).ToList();
            var expected = row.GetProperty("expected").GetProperty("logps").Deserialize<double[][]>()!;
            var actual = scorer.Score(rows, TestContext.Current.CancellationToken);
            for (var index = 0; index < rows.Count; index++)
            {
                Assert.Equal(expected[index].Length, actual[index].Length);
                values += expected[index].Length;
                worst = expected[index].Zip(actual[index], (one, other) => Math.Abs(one - other)).Append(worst).Max();
            }
        }

        TestContext.Current.SendDiagnosticMessage("{0}: {1} values, worst difference {2:E1}", name, values, worst);
        Assert.InRange(worst, 0, 1e-4);
    }

    [Fact]
    public void Score_SharedPrompt_IsThatOfEachRowAlone()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var packed = new LlamaLogprobs(model, Exact with { BatchTokens = 32 });
        using var alone = new LlamaLogprobs(model, Exact with { Sequences = 1 });
        var random = new Random(3);
        var prompt = Enumerable.Range(0, 40).Select(_ => random.Next(3, 512)).Prepend(1).ToList();
        var rows = Enumerable.Range(0, 30).Select(index => new TokenRow([.. prompt[..(index % 5 == 4 ? 5 : 41)], .. Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(3, 512))], index % 5 == 4 ? 5 : 41 - (index % 3))).ToList();
        var together = packed.Score(rows, default);
        var each = rows.ConvertAll(row => alone.Score([row], default)[0]);
        for (var index = 0; index < rows.Count; index++)
        {
            Assert.Equal(each[index].Length, together[index].Length);
            for (var token = 0; token < each[index].Length; token++)
                Assert.Equal(each[index][token], together[index][token], 2e-5);
        }

        Assert.Equal(each.SelectMany(row => row), rows.SelectMany(row => alone.Score([row], default)[0]));
    }

    [Fact]
    public void Score_EmptyCompletion_GivesNoValue()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var scorer = new LlamaLogprobs(model, Exact);
        Assert.Equal([0, 1], scorer.Score([new TokenRow([1, 2], 2), new TokenRow([1, 2], 1)], default).Select(row => row.Length));
    }

    [Theory]
    [InlineData(new[] { 1, 2 }, 0, "a prompt of 0")]
    [InlineData(new[] { 1, 2 }, 3, "a prompt of 3")]
    [InlineData(new int[0], 0, "has 0 tokens")]
    [InlineData(new[] { 1, 512 }, 1, "the token 512")]
    [InlineData(new[] { -1, 5 }, 1, "the token -1")]
    public void Score_BadRow_IsNamed(int[] tokens, int promptLength, string message)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var scorer = new LlamaLogprobs(model, Exact);
        var error = Assert.Throws<InferenceException>(() => scorer.Score([new TokenRow([1, 2], 1), new TokenRow(tokens, promptLength)], default));
        Assert.Contains("row 1 ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_TooLong_SaysWhatToDo()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        using var scorer = new LlamaLogprobs(model, Exact);
        var row = new TokenRow([.. Enumerable.Repeat(5, scorer.ContextTokens + 1)], 1);
        Assert.Contains("the context holds", Assert.Throws<InferenceException>(() => scorer.Score([row], default)).Message, StringComparison.Ordinal);
        Assert.Equal(scorer.ContextTokens - 1, scorer.Score([new TokenRow([.. row.Tokens.Skip(1)], 1)], default)[0].Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(1000)]
    public void LogSumExp_RandomLogits_IsThatOfDoubles(int count)
    {
        var random = new Random(count);
        var logits = Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 60 - 30)).ToArray();
        Assert.Equal(Math.Log(logits.Sum(logit => Math.Exp(logit))), LogSumExp.Of(logits), 1e-6);
        Assert.Equal(500 + Math.Log(count), LogSumExp.Of(Enumerable.Repeat(500f, count).ToArray()), 1e-6);
    }

    private static TokenRow Row(JsonElement sequence) =>
        new(sequence.GetProperty("tokens").Deserialize<int[]>()!, sequence.GetProperty("prompt_length").GetInt32());
}
