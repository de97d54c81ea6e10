using Rlar.Inference.Tests.Llama;
using Rlar.Inference.Tests.Llama.Pooled;
using Rlar.Inference.Tests.Llama.Scoring;
using Rlar.Inference.Tests.Llama.Serving;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Native;

/// <summary>Tests of this project again over LLamaSharp's libraries.</summary>
public sealed class LLamaSharpNativesTests
{
    [Fact]
    public async Task Suite_OverLLamaSharpsLibraries_Passes()
    {
        var natives = LLamaSharpNatives.Require();
        // Without the models these would skip there and prove nothing.
        _ = SharedModels.Require(SharedModels.Stories260K);
        Type[] classes =
            [typeof(LlamaLibraryTests), typeof(LlamaModelTests), typeof(LlamaContextTests), typeof(LlamaLogprobsTests), typeof(LlamaPooledTests), typeof(GeneratedTextTests), typeof(SameBitsTests)];
        await OtherNatives.RunAsync(natives, 60, classes.SelectMany(type => (string[])["-class", type.FullName!]));
    }
}
