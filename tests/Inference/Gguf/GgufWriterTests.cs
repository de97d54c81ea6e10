using Rlar.Inference.Gguf;

namespace Rlar.Inference.Tests.Gguf;

public sealed class GgufWriterTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(8)]
    [InlineData(256)]
    public void WriteTo_EveryKind_IsReadBack(int alignment)
    {
        var path = Path.GetTempFileName();
        try
        {
            var writer = new GgufWriter(alignment);
            writer.Set("general.architecture", "llama");
            writer.Set("a.uint", 7u);
            writer.Set("a.int", -7);
            writer.Set("a.ulong", ulong.MaxValue);
            writer.Set("a.long", long.MinValue);
            writer.Set("a.float", 0.5f);
            writer.Set("a.double", Math.PI);
            writer.Set("a.bool", true);
            writer.Set("a.text", "höher");
            writer.Set("a.texts", ["x", "", "▁y"]);
            writer.Set("a.ints", [1, -2]);
            writer.Set("a.uints", [1u, uint.MaxValue]);
            writer.Set("a.floats", [1f, -0.25f]);
            // Longer than a piece, of odd lengths, and of both types.
            var asked = new List<(long, int)>();
            writer.Add("big.weight", GgufElement.F32, [3, 30_001], (start, values) =>
            {
                asked.Add((start, values.Length));
                for (var index = 0; index < values.Length; index++)
                    values[index] = start + index;
            });
            writer.Add("half.weight", GgufElement.F16, [5], (start, values) => new[] { 1f, -2.5f, 65504f, 1e9f, 1e-9f }.CopyTo(values));
            writer.Add("last.weight", GgufElement.F32, [1, 1, 1, 1], (_, values) => values[0] = 42);
            using (var stream = File.Create(path))
                writer.WriteTo(stream, TestContext.Current.CancellationToken);

            var file = GgufFile.Read(path);
            Assert.Equal((7L, -7L, ulong.MaxValue, long.MinValue), (file.Metadata["a.uint"], file.Metadata["a.int"], file.Metadata["a.ulong"], file.Metadata["a.long"]));
            Assert.Equal((0.5, Math.PI, true, "höher"), (file.Metadata["a.float"], file.Metadata["a.double"], file.Metadata["a.bool"], file.Metadata["a.text"]));
            Assert.Equal(["x", "", "▁y"], ((GgufArray)file.Metadata["a.texts"]).Values);
            Assert.Equal([1L, -2L], ((GgufArray)file.Metadata["a.ints"]).Values);
            Assert.Equal([1L, (long)uint.MaxValue], ((GgufArray)file.Metadata["a.uints"]).Values);
            Assert.Equal([1.0, -0.25], ((GgufArray)file.Metadata["a.floats"]).Values);
            Assert.Equal(["big.weight F32 3,30001", "half.weight F16 5", "last.weight F32 1,1,1,1"], file.Tensors.Select(tensor => $"{tensor.Name} {tensor.Type} {string.Join(',', tensor.Dimensions)}"));
            Assert.All(file.Tensors, tensor => Assert.Equal(0, tensor.Offset % alignment));
            var bytes = File.ReadAllBytes(path);
            Assert.Equal(90_002f, BitConverter.ToSingle(bytes, (int)(file.Tensors[0].Offset + file.Tensors[0].Bytes - 4)));
            Assert.Equal([(Half)1f, (Half)(-2.5f), (Half)65504f, Half.PositiveInfinity, (Half)0f], Enumerable.Range(0, 5).Select(index => BitConverter.ToHalf(bytes, (int)file.Tensors[1].Offset + (index * 2))));
            Assert.Equal(42f, BitConverter.ToSingle(bytes, (int)file.Tensors[2].Offset));
            Assert.Equal((0L, 1 << 16), asked[0]);
            Assert.Equal(90_003, asked.Sum(piece => piece.Item2));
            using var again = new MemoryStream();
            writer.WriteTo(again, TestContext.Current.CancellationToken);
            Assert.Equal(bytes, again.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Declarations_Wrong_AreRefused()
    {
        var writer = new GgufWriter();
        writer.Set("k", 1u);
        _ = Assert.Throws<ArgumentException>(() => writer.Set("k", 2u));
        writer.Add("t", GgufElement.F32, [1], (_, _) => { });
        _ = Assert.Throws<ArgumentException>(() => writer.Add("t", GgufElement.F32, [1], (_, _) => { }));
        _ = Assert.Throws<ArgumentException>(() => writer.Add("u", GgufElement.F32, [0], (_, _) => { }));
        _ = Assert.Throws<ArgumentException>(() => writer.Add("u", GgufElement.F32, [1, 1, 1, 1, 1], (_, _) => { }));
        _ = Assert.Throws<ArgumentException>(() => writer.Add("u", GgufElement.F32, [long.MaxValue, 2], (_, _) => { }));
        _ = Assert.Throws<ArgumentException>(() => writer.Add(new string('n', 64), GgufElement.F32, [1], (_, _) => { }));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new GgufWriter(12));
    }
}
