using Rlar.Grpo.Export;
using Rlar.Grpo.Tests.Training;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Export;

public sealed class TrainedWeightsTests : TempFolder
{
    [Fact]
    public async Task Open_RunOrCheckpoint_HasThePolicysNumbers()
    {
        var run = new BigramRun(PathOf("run"));
        _ = await run.RunAsync(cancellationToken: TestContext.Current.CancellationToken);
        foreach (var path in (string[])[run.Folder.Root, run.Folder.Checkpoint(20) + "/"])
        {
            using var weights = TrainedWeights.Open(path);
            Assert.Equal((20, "20", "run"), (weights.Step, weights.Provenance["rlar.step"], weights.Provenance["rlar.run"]));
            Assert.Null(weights.Alpha);
            Assert.Equal(run.Policy.Tensors.Select(tensor => tensor.Name).Order(), weights.Tensors.Select(tensor => tensor.Name).Order());
            foreach (var tensor in weights.Tensors)
            {
                var values = new float[tensor.Shape.Aggregate(1, (product, size) => product * size)];
                tensor.Values(0, values);
                var index = run.Policy.Tensors.ToList().FindIndex(trained => trained.Name == tensor.Name);
                Assert.Equal(run.Policy.Weights(index).ToArray(), values);
            }
        }

        using (var earlier = TrainedWeights.Open(run.Folder.Checkpoint(15)))
            Assert.Equal(15, earlier.Step);
        var file = Path.Combine(run.Folder.Checkpoint(20), "weights.safetensors");
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains("damaged", Assert.Throws<TrainingException>(() => TrainedWeights.Open(run.Folder.Root)).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<TrainingException>(() => TrainedWeights.Open(run.Folder.Checkpoint(20))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoRun_SaysWhatIsTaken() =>
        Assert.Contains("is no run", Assert.Throws<TrainingException>(() => TrainedWeights.Open(PathOf("nothing"))).Message, StringComparison.Ordinal);
}
