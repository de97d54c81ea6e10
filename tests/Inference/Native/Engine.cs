using Rlar.Inference.Llama;
using Rlar.Inference.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Native;

/// <summary>llama.cpp, for tests that skip where it was not restored.</summary>
internal static class Engine
{
    /// <summary>Skips the test where llama.cpp was not restored; one that was and cannot be used is a failure.</summary>
    internal static void Require()
    {
        Assert.SkipWhen(NativeFolder.Find("llama") is null, LlamaLibrary.Status.Reason ?? "");
        LlamaLibrary.Require();
    }

    /// <summary>A model of ../shared/models.</summary>
    internal static LlamaModel Load(string name) => Load(name, new LlamaModelOptions());

    /// <summary>A model of ../shared/models.</summary>
    internal static LlamaModel Load(string name, LlamaModelOptions options)
    {
        Require();
        return LlamaModel.Load(SharedModels.Require(name), options, null, TestContext.Current.CancellationToken);
    }
}
