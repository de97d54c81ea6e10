using Rlar.Grpo.Policy;
using Rlar.Grpo.Tests.Torch;
using Rlar.Tests;
using Xunit;

namespace Rlar.Grpo.Tests.Policy;

public sealed class TorchPolicyTests
{
    [Theory]
    [InlineData("tiny-llama.f32.gguf")]
    public void Logprobs_AnyPacking_SameWithinRounding(string model)
    {
        RequiredTorch.Require();
        var rows = TinyRows.Of(seed: 1, count: 7, vocabulary: 90);
        using var policy = TorchPolicy.Open(SharedModels.Require("tiny/" + model), new TorchPolicyOptions());
        using var alone = TorchPolicy.Open(SharedModels.Require("tiny/" + model), new TorchPolicyOptions { Lanes = 1, MicroBatchTokens = 1, LogitTokens = 2 });
        var (logprobs, entropies) = (new float[rows.Sum(row => row.CompletionLength)], new float[rows.Sum(row => row.CompletionLength)]);
        var (other, otherEntropies) = (new float[logprobs.Length], new float[logprobs.Length]);
        policy.Logprobs(rows, PolicySide.Current, logprobs, entropies, default);
        alone.Logprobs(rows, PolicySide.Current, other, otherEntropies, default);
        for (var at = 0; at < logprobs.Length; at++)
        {
            Assert.Equal(other[at], logprobs[at], 1e-5f);
            Assert.Equal(otherEntropies[at], entropies[at], 1e-5f);
        }
    }
}
