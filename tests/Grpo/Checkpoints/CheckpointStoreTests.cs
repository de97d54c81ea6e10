using Rlar.Grpo.Checkpoints;
using Rlar.Grpo.Policy;
using Rlar.Tests;

namespace Rlar.Grpo.Tests.Checkpoints;

public sealed class CheckpointStoreTests : TempFolder
{
    [Fact]
    public void Write_MoreThanAreKept_LeavesTheNewest()
    {
        var store = new CheckpointStore(PathOf("checkpoints"), keep: 2);
        foreach (var step in new[] { 5, 10, 1_000_000 })
            Write(store, step);

        Assert.Equal([10, 1_000_000], store.Steps);
        Assert.Equal(1_000_000, store.Open(null)!.Manifest.Step);
        Assert.Equal(10, store.Open(10)!.Manifest.Step);
    }

    [Fact]
    public void Open_NothingThere_IsNull() => Assert.Null(new CheckpointStore(PathOf("none"), 2).Open(null));

    [Fact]
    public void Open_UnfinishedOne_IsNotSeen()
    {
        var store = new CheckpointStore(PathOf("checkpoints"), 2);
        Write(store, 5);
        Assert.Throws<InvalidOperationException>(
            () => store.Write(10, "it", new Dictionary<string, Action<Stream>> { ["a"] = _ => throw new InvalidOperationException("killed") }));

        Assert.Equal(5, store.Open(null)!.Manifest.Step);
    }

    [Theory]
    [InlineData("a", "aX")]
    [InlineData("a", "")]
    [InlineData("manifest.json", "{")]
    [InlineData("manifest.json", "{}")]
    public void Open_Damaged_SaysSoAndNamesTheOneBefore(string file, string content)
    {
        var store = new CheckpointStore(PathOf("checkpoints"), 3);
        Write(store, 5);
        Write(store, 10);
        File.WriteAllText(Path.Combine(store.FolderOf(10), file), content);

        var error = Assert.Throws<TrainingException>(() => store.Open(null));

        Assert.Contains("step-000010", error.Message, StringComparison.Ordinal);
        Assert.Contains("--from 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TensorFile_ReadBack_IsTheSameBits()
    {
        TrainedTensor[] tensors = [new("a.weight", [2, 3]), new("b.weight", [1])];
        float[][] numbers = [[1, -0f, float.Epsilon, 4, 5, float.MaxValue], [7]];
        using (var output = File.Create(PathOf("t")))
            TensorFile.Write(output, tensors, tensor => numbers[tensor]);
        float[][] read = [new float[6], new float[1]];

        TensorFile.Read(PathOf("t"), tensors, tensor => read[tensor]);

        Assert.Equal(
            numbers.SelectMany(own => own.Select(BitConverter.SingleToUInt32Bits)), read.SelectMany(own => own.Select(BitConverter.SingleToUInt32Bits)));
        Assert.Throws<TrainingException>(() => TensorFile.Read(PathOf("t"), [tensors[0]], tensor => read[tensor]));
    }

    private static void Write(CheckpointStore store, int step) =>
        store.Write(step, "it", new Dictionary<string, Action<Stream>> { ["a"] = output => output.Write("a"u8), ["b"] = _ => { } });
}
