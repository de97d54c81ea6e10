using Rlar.Grpo.Policy;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Policy;

public sealed class PolicyMemoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Of_Full_CountsEachWeight()
    {
        var shape = PolicyShape.Read(new OddModel().Write(_folder));
        var memory = PolicyMemory.Of(shape, new TorchPolicyOptions { Lanes = 3, KeepsReference = true });
        Assert.Equal(shape.Parameters * 4, memory.Weights);
        Assert.Equal(shape.Parameters * 12, memory.Gradients);
        Assert.Equal(shape.Parameters * 8, memory.Optimizer);
        Assert.Equal(shape.Parameters * 4, memory.Reference);
        memory.Require(memory.Total);
        Assert.Contains("fewer lanes", Assert.Throws<TrainingException>(() => memory.Require(memory.Total - 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Adapter_CountsWhatIsTrained()
    {
        var model = new OddModel();
        var shape = PolicyShape.Read(model.Write(_folder));
        var lora = new LoraOptions { Rank = 2, Targets = ["attn_v"] };
        var memory = PolicyMemory.Of(shape, new TorchPolicyOptions { Lanes = 2, KeepsReference = true, Lora = lora });
        Assert.Equal(2L * 2 * 2 * (12 + 12) * 4, memory.Gradients);
        Assert.Equal((shape.Parameters + (2 * 12 * 12)) * 4, memory.Weights);
        Assert.Equal(0, memory.Reference);
    }

    [Fact]
    public void Parse_Meminfo_BytesOfMemAvailable()
    {
        Assert.Equal(2048L * 1024, AvailableMemory.Parse(["MemTotal:        9999 kB", "MemAvailable:    2048 kB"]));
        Assert.Null(AvailableMemory.Parse(["MemTotal: 1 kB"]));
        Assert.True(AvailableMemory.Bytes() is null or > 0);
    }

    public void Dispose() => _folder.Dispose();
}
