using Rlar.Grpo.Torch;
using Rlar.Inference.Native;

namespace Rlar.Grpo.Tests.Torch;

/// <summary>Tests that compute with libtorch skip with its reason where it cannot be loaded.</summary>
internal static class RequiredTorch
{
    internal static void Require()
    {
        Assert.SkipUnless(TorchLibrary.Status.IsAvailable, $"libtorch: {TorchLibrary.Status.Reason}");
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, $"llama.cpp: {LlamaLibrary.Status.Reason}");
    }
}
