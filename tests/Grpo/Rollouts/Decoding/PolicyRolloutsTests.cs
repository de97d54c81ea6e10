using Rlar.Grpo.Policy;
using Rlar.Grpo.Rollouts;
using Rlar.Grpo.Rollouts.Decoding;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Rollouts.Decoding;

public sealed class PolicyRolloutsTests : RolloutEngineTests
{
    private protected override double Rounding => 1e-4;

    [Fact]
    public void Open_WeightsThatAreNotF32_IsRefusedWithTheTensor()
    {
        using var text = PolicyTexts.Stories260K();
        var path = SharedModels.Require("tiny/tiny-llama.q8_0.gguf");
        var error = Assert.Throws<TrainingException>(() => PolicyRollouts.Open(path, text, new RolloutEngineOptions()));
        Assert.Contains("Q8_0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_OfAModel_IsFromAboveWhatIsAllocated()
    {
        var shape = PolicyShape.Read(SharedModels.Require(SharedModels.Stories260K));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var caches = Enumerable.Range(0, 8).Select(_ => new KeyValueCache(shape, 100)).ToArray();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(112, caches[0].Capacity);
        Assert.InRange(PolicyRollouts.Bytes(shape, new RolloutEngineOptions { Lanes = 2, Width = 4 }, 100), allocated, 4 * allocated);
    }

    private protected override IRolloutEngine Open(string path, IPolicyText text, RolloutEngineOptions options) => PolicyRollouts.Open(path, text, options);
}
