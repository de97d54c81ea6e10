using System.Text.Json.Nodes;
using Rlar.Grpo.Export;
using Rlar.Grpo.Policy;
using Rlar.Grpo.Tests.Policy;
using Rlar.Grpo.Tests.Torch;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Safetensors;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Export;

public sealed class PolicyExportTests : TempFolder
{
    private static readonly LoraOptions s_lora = new() { Rank = 4, Alpha = 12 };

    private string Target => PathOf("out/policy.gguf");

    [Theory]
    [InlineData("tiny-llama", "gguf-f32", 1e-5)]
    [InlineData("tiny-qwen2", "gguf-f32", 1e-5)]
    [InlineData("tiny-qwen3", "gguf-f32", 1e-5)]
    [InlineData("tiny-llama", "gguf-f16", 2e-2)]
    [InlineData("tiny-qwen3", "gguf-q8_0", 0.2)]
    public void Write_WholeModel_GivesTheTrainersLogprobs(string name, string format, double tolerance)
    {
        using var policy = Open(name, null);
        Export(policy, name, format, Target);
        AssertLogprobs(policy, Target, null, tolerance);
        var file = GgufFile.Read(Target);
        Assert.Equal(("run-7", name, "3"), (file.Text("general.name"), file.Text("general.base_model.0.name"), file.Text("rlar.step")));
        Assert.Equal("cc0-1.0", file.Text("general.license"));
        Assert.Equal([Target], Directory.EnumerateFiles(PathOf("out")));
    }

    [Theory]
    [InlineData("tiny-llama")]
    [InlineData("tiny-qwen2")]
    [InlineData("tiny-qwen3")]
    public void Write_Adapter_GivesTheTrainersLogprobs_AloneAndMerged(string name)
    {
        using var policy = Open(name, s_lora);
        Export(policy, name, "adapter", PathOf("adapter.gguf"));
        AssertLogprobs(policy, Source(name), PathOf("adapter.gguf"), 1e-5);
        Export(policy, name, "merged", Target);
        AssertLogprobs(policy, Target, null, 1e-5);
        Export(policy, name, "gguf-f32", PathOf("again.gguf"));
        Assert.Equal(File.ReadAllBytes(Target), File.ReadAllBytes(PathOf("again.gguf")));
    }

    [Theory]
    [InlineData("tiny-llama", true)]
    [InlineData("tiny-qwen3", false)]
    public void Write_Peft_HasTransformersNamesAndRows(string name, bool turned)
    {
        using var policy = Open(name, s_lora);
        Export(policy, name, "peft", PathOf("peft"));
        var config = JsonNode.Parse(File.ReadAllText(PathOf("peft/adapter_config.json")))!;
        Assert.Equal(("LORA", "CAUSAL_LM", 4, 12.0), ((string)config["peft_type"]!, (string)config["task_type"]!, (int)config["r"]!, (double)config["lora_alpha"]!));
        Assert.Equal(["down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj"], config["target_modules"]!.AsArray().Select(module => (string)module!));
        using var file = SafetensorsFile.Open(PathOf("peft/adapter_model.safetensors"));
        Assert.Equal(policy.Tensors.Count, file.Tensors.Count);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal(Values(policy, "blk.1.ffn_down.weight.lora_a"), Read(file, "base_model.model.model.layers.1.mlp.down_proj.lora_A.weight"));
        Assert.Equal(Values(policy, "blk.0.attn_q.weight.lora_a"), Read(file, "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight"));
        var (ours, theirs) = (Values(policy, "blk.0.attn_q.weight.lora_b"), Read(file, "base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight"));
        // [heads, pairs, 2, rank] in GGUF, [heads, 2, pairs, rank] in transformers.
        var (half, rank) = (policy.Shape.HeadWidth / 2, s_lora.Rank);
        var at = 0;
        for (var head = 0; head < policy.Shape.Heads; head++)
            for (var side = 0; side < 2; side++)
                for (var pair = 0; pair < half; pair++)
                    for (var r = 0; r < rank; r++)
                        Assert.Equal(turned ? ours[(((((head * half) + pair) * 2) + side) * rank) + r] : ours[at], theirs[at++]);
    }

    [Fact]
    public void Write_PeftOfSomeLayers_NamesEachModule()
    {
        using var policy = Open("tiny-llama", s_lora with { Targets = ["blk.1.attn_v.weight", "attn_q"] });
        Export(policy, "tiny-llama", "peft", PathOf("peft"));
        var config = JsonNode.Parse(File.ReadAllText(PathOf("peft/adapter_config.json")))!;
        Assert.Equal(
            ["model.layers.0.self_attn.q_proj", "model.layers.1.self_attn.q_proj", "model.layers.1.self_attn.v_proj"],
            config["target_modules"]!.AsArray().Select(module => (string)module!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_QuantisedModelWithoutTraining_IsTheModelWidened()
    {
        var model = SharedModels.Require("tiny/tiny-llama.q8_0.gguf");
        PolicyExport.Write(new ExportSource { Model = model }, ExportFormat.GgufF32, Target, TestContext.Current.CancellationToken);
        Assert.All(GgufFile.Read(Target).Tensors, tensor => Assert.Equal("F32", tensor.Type));
        var rows = TinyRows.Of(5, 4, 96);
        using var wide = LlamaModel.Load(model, new LlamaModelOptions { WidensWeights = true }, null, TestContext.Current.CancellationToken);
        Assert.Equal(Logprobs(wide, null, rows), Logprobs(Load(Target), null, rows));
    }

    [Fact]
    public void Write_NotTheModelThatWasTrained_SaysWhy()
    {
        var model = SharedModels.Require("tiny/tiny-llama.f32.gguf");
        ExportTensor Zeros(string name, params int[] shape) => new(name, shape, (_, values) => values.Clear());
        AssertRefused("has no tensor 'blk.9.attn_q.weight'", "gguf-f32", null, Zeros("blk.9.attn_q.weight", 48, 48));
        AssertRefused("'blk.0.attn_q.weight' is [48, 48], and was trained as [48, 40]", "gguf-f32", null, Zeros("blk.0.attn_q.weight", 48, 40));
        AssertRefused("there is no adapter", "adapter", 8, Zeros("blk.0.attn_q.weight", 48, 48));
        AssertRefused("there is no adapter", "peft", 8, Zeros("blk.0.attn_q.weight", 48, 48));
        AssertRefused("there is no adapter", "merged", 8, Zeros("blk.0.attn_q.weight", 48, 48));
        AssertRefused("without its '.lora_b'", "adapter", 8, Zeros("blk.0.attn_q.weight.lora_a", 4, 48));
        AssertRefused("without its '.lora_a'", "adapter", 8, Zeros("blk.0.attn_q.weight.lora_b", 48, 4));
        AssertRefused("[rank, in] and [out, rank] fit", "adapter", 8, Zeros("blk.0.attn_q.weight.lora_a", 4, 48), Zeros("blk.0.attn_q.weight.lora_b", 48, 5));
        AssertRefused("alpha", "merged", null, Zeros("blk.0.attn_q.weight.lora_a", 4, 48), Zeros("blk.0.attn_q.weight.lora_b", 48, 4));
        Assert.Contains("gguf-q8_0", Assert.Throws<TrainingException>(() => PolicyExport.FormatOf("gguf")).Message, StringComparison.Ordinal);

        void AssertRefused(string message, string format, double? alpha, params ExportTensor[] tensors)
        {
            var source = new ExportSource { Model = model, Tensors = tensors, Alpha = alpha };
            var error = Assert.Throws<TrainingException>(() => PolicyExport.Write(source, PolicyExport.FormatOf(format), Target, TestContext.Current.CancellationToken));
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(Target));
        }
    }

    private static string Source(string name) => SharedModels.Require($"tiny/{name}.f32.gguf");

    // A policy whose trained numbers are not those that it started from.
    private static TorchPolicy Open(string name, LoraOptions? lora)
    {
        RequiredTorch.Require();
        var policy = TorchPolicy.Open(Source(name), new TorchPolicyOptions { Lora = lora, Lanes = 1, IsFused = false });
        var random = new Random(3);
        for (var tensor = 0; tensor < policy.Tensors.Count; tensor++)
        {
            foreach (ref var weight in policy.Weights(tensor))
                weight += (float)((random.NextDouble() - 0.5) * 0.1);
        }

        return policy;
    }

    private static void Export(TorchPolicy policy, string name, string format, string path) => PolicyExport.Write(
        new ExportSource
        {
            Model = Source(name),
            Tensors = ExportTensor.Of(policy),
            Alpha = policy.Lora?.Alpha,
            Name = "run-7",
            Provenance = new Dictionary<string, string> { ["rlar.step"] = "3" },
        },
        PolicyExport.FormatOf(format),
        path,
        TestContext.Current.CancellationToken);

    private static void AssertLogprobs(TorchPolicy policy, string path, string? adapterPath, double tolerance)
    {
        var rows = TinyRows.Of(5, 6, policy.Shape.Vocabulary);
        var expected = new float[rows.Sum(row => row.CompletionLength)];
        policy.Logprobs(rows, PolicySide.Current, expected, [], TestContext.Current.CancellationToken);
        using var model = Load(path);
        using var adapter = adapterPath is null ? null : LlamaAdapter.Load(model, adapterPath);
        foreach (var (ours, theirs) in Logprobs(model, adapter, rows).Zip(expected))
            Assert.Equal(theirs, ours, tolerance);
    }

    private static LlamaModel Load(string path) => LlamaModel.Load(path, new LlamaModelOptions(), null, TestContext.Current.CancellationToken);

    private static double[] Logprobs(LlamaModel model, LlamaAdapter? adapter, TrainingRow[] rows)
    {
        using var logprobs = new LlamaLogprobs(model, new LlamaContextOptions { ContextTokens = 512, Adapters = adapter is null ? [] : [new ScaledAdapter(adapter)] }.Exact());
        return [.. logprobs.Score([.. rows.Select(row => new TokenRow(row.Tokens, row.PromptLength))], TestContext.Current.CancellationToken).SelectMany(values => values)];
    }

    private static float[] Values(TorchPolicy policy, string name) =>
        policy.Weights(policy.Tensors.Select((tensor, index) => (tensor, index)).Single(tensor => tensor.tensor.Name == name).index).ToArray();

    private static float[] Read(SafetensorsFile file, string name)
    {
        var tensor = file.Find(name)!;
        var values = new float[tensor.Elements];
        file.Read(tensor, 0, values);
        return values;
    }
}
