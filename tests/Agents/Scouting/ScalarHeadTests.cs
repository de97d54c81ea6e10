using System.Text.Json;
using Rlar.Agents.Scouting;
using Rlar.Agents.Scouting.Sources;
using Rlar.Inference.Heads;

namespace Rlar.Agents.Tests.Scouting;

public sealed class ScalarHeadTests
{
    [Theory]
    [InlineData("""{"architectures":["LlamaForSequenceClassification"],"id2label":{"0":"LABEL_0"}}""", null)]
    [InlineData("""{"architectures":["Qwen2ForRewardModel"]}""", null)]
    [InlineData("""{"architectures":["BertForSequenceClassification"],"id2label":{"0":"a","1":"b"}}""", "2 labels")]
    [InlineData("""{"architectures":["BertForSequenceClassification"]}""", "means two")]
    [InlineData("""{"architectures":["LlamaForCausalLM"],"num_labels":1}""", "none that scores")]
    [InlineData("""[]""", "no object")]
    public void WhyNot_Config_IsDecidedByClassAndLabels(string config, string? reason)
    {
        var why = ScalarHead.WhyNot(LocalShapes.OfConfig(JsonDocument.Parse(config).RootElement, "safetensors"));
        if (reason is null)
            Assert.Null(why);
        else
            Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelHead.Text, 1, "continues text")]
    [InlineData(ModelHead.Embedding, 1, "vectors")]
    [InlineData(ModelHead.Classification, 3, "3 labels")]
    [InlineData(ModelHead.Classification, null, "how many numbers")]
    [InlineData(ModelHead.Classification, 1, null)]
    public void WhyNot_Head_IsDecidedByTheFile(ModelHead head, int? outputs, string? reason)
    {
        var why = ScalarHead.WhyNot(new ModelShape { Format = "gguf", Architecture = "qwen3", Head = head, Outputs = outputs });
        Assert.Equal(reason is null, why is null);
        Assert.Contains(reason ?? "", why ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OnnxFile_ReadsTheWidthOfItsLogits()
    {
        var folder = Directory.CreateTempSubdirectory("rlar-test-").FullName;
        try
        {
            var one = LocalShapes.Of(BagModel.Write(Path.Combine(folder, "one"), new Dictionary<string, float> { ["a"] = 1 }));
            Assert.Equal((1, ModelHead.Classification), (one.Outputs, one.Head));
            Assert.Null(ScalarHead.WhyNot(one));
            var three = LocalShapes.Of(BagModel.Write(Path.Combine(folder, "three"), new Dictionary<string, float> { ["a"] = 1 }, labels: 3));
            Assert.Contains("3 labels", ScalarHead.WhyNot(three), StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, "one", "config.json"), BagModel.Config(2));
            Assert.Contains("1 numbers and its config.json 2", ScalarHead.WhyNot(LocalShapes.Of(Path.Combine(folder, "one", "model.onnx"))), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
