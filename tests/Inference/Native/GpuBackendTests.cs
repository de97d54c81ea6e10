using Rlar.Inference.Llama;
using Rlar.Inference.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Native;

/// <summary>What happens without a GPU; with one there is nothing here to see.</summary>
public sealed class GpuBackendTests
{
    [Fact]
    public void Load_WhereSomethingIsMissing_SaysWhat()
    {
        Engine.Require();
        var folder = Directory.CreateTempSubdirectory("rlar-gpu-").FullName;
        try
        {
            Assert.Contains("-p:RlarCuda=true", GpuBackend.Load(folder).Reason, StringComparison.Ordinal);
            Directory.CreateDirectory(Path.Combine(folder, "cuda"));
            File.WriteAllText(Path.Combine(folder, "cuda", "libggml-cuda.so"), "no library");
            var status = GpuBackend.Load(folder);
            Assert.False(status.IsAvailable);
            // Driver, toolkit, or the file itself: the first that is missing.
            Assert.Matches("NVIDIA driver|CUDA 13 is not complete|cannot be loaded: .+", status.Reason);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void LoadModel_LayersOnNoGpu_IsAnErrorAndNoneWorks()
    {
        Engine.Require();
        Assert.SkipWhen(LlamaLibrary.Gpu.IsAvailable, "there is a GPU here");
        var path = SharedModels.Require(SharedModels.Stories260K);
        var error = Assert.Throws<InferenceException>(() => LlamaModel.Load(path, new LlamaModelOptions { GpuLayers = 2 }, null, TestContext.Current.CancellationToken));
        Assert.Contains(LlamaLibrary.Gpu.Reason!, error.Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => LlamaModel.Load(path, new LlamaModelOptions { GpuLayers = -1 }, null, TestContext.Current.CancellationToken));
        using var model = LlamaModel.Load(path, new LlamaModelOptions { GpuLayers = 0 }, null, TestContext.Current.CancellationToken);
        Assert.Equal(5, model.Layers);
    }
}
