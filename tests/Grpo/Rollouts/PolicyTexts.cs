using Rlar.Grpo.Rollouts;
using Rlar.Inference.Native;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Rollouts;

/// <summary>The text of the shared models; skips where they or llama.cpp are missing.</summary>
internal static class PolicyTexts
{
    internal static GgufPolicyText Stories260K() => Open(SharedModels.Stories260K);

    internal static GgufPolicyText Open(string model)
    {
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, $"llama.cpp: {LlamaLibrary.Status.Reason}");
        return GgufPolicyText.Open(SharedModels.Require(model));
    }

    internal static Query Query(params Message[] messages) => new() { Id = "row-1", Prompt = messages };
}
