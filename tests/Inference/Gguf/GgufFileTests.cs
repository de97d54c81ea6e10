using Rlar.Inference.Gguf;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Gguf;

public sealed class GgufFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Read_WellFormed_GivesMetadataAndTensors()
    {
        var file = Read(new GgufBuilder()
            .Key("general.architecture", "llama")
            .Key("a.u8", 0, 7).Key("a.i8", 1, 0xff).Key("a.f32", 6, BitConverter.GetBytes(0.5f)).Key("a.bool", 7, 1)
            .Key("a.u64", 10, BitConverter.GetBytes(ulong.MaxValue)).Key("a.list", 9, [.. BitConverter.GetBytes(5), .. BitConverter.GetBytes(2L), 1, 0, 0, 0, 2, 0, 0, 0])
            .Tensor("w", 8, 0, 64, 2).Tensor("b", 0, 160, 3).Bytes(192));
        Assert.Equal("llama", file.Text("general.architecture"));
        Assert.Equal([7L, -1L], [file.Number("a.u8")!.Value, file.Number("a.i8")!.Value]);
        Assert.Equal(0.5, file.Metadata["a.f32"]);
        Assert.Equal(true, file.Metadata["a.bool"]);
        Assert.Equal(ulong.MaxValue, file.Metadata["a.u64"]);
        Assert.Equal([1L, 2L], ((GgufArray)file.Metadata["a.list"]).Values!);
        Assert.Equal(("w", "Q8_0", 128L, 136L), (file.Tensors[0].Name, file.Tensors[0].Type, file.Tensors[0].Elements, file.Tensors[0].Bytes));
        Assert.Equal(160, file.Tensors[1].Offset - file.Tensors[0].Offset);
    }

    public static TheoryData<byte[], string> Damaged => new()
    {
        { "not a model, but longer than a header of one"u8.ToArray(), "is not a GGUF file" },
        { [], "is not a GGUF file" },
        { new GgufBuilder { Version = 1 }.Bytes(0), "version 1" },
        { new GgufBuilder { Version = 0x03000000 }.Bytes(0), "big-endian" },
        { new GgufBuilder().Tensor("w", 0, 0, 64).Bytes(255), "is truncated" },
        { new GgufBuilder().Tensor("w", 0, 16, 1).Bytes(64), "no multiple of 32" },
        { new GgufBuilder().Tensor("w", 0, 0xffff_ffff_ffff_ffe0, 1).Bytes(64), "damaged" },
        { new GgufBuilder().Tensor("w", 8, 0, 33).Bytes(64), "no multiple of 32" },
        { new GgufBuilder().Tensor("w", 4, 0, 32).Bytes(64), "element type 4" },
        { new GgufBuilder().Tensor("w", 0, 0, 1, 1, 1, 1, 1).Bytes(64), "5 dimensions" },
        { new GgufBuilder().Tensor("w", 0, 0, 1L << 40, 1L << 40).Bytes(64), "dimension" },
        { new GgufBuilder().Tensor("w", 0, 0, -1).Bytes(64), "dimension" },
        { new GgufBuilder().Tensor("w", 0, 0, 1).Tensor("w", 0, 32, 1).Bytes(64), "twice" },
        { new GgufBuilder().Key("k", "a").Key("k", "b").Bytes(0), "twice" },
        { new GgufBuilder().Key("k", 13).Bytes(32), "value type 13" },
        { new GgufBuilder().Key("k", 8, BitConverter.GetBytes(long.MaxValue)).Bytes(0), "truncated or damaged" },
        { new GgufBuilder().Key("k", 9, [.. BitConverter.GetBytes(4), .. BitConverter.GetBytes(1L << 60)]).Bytes(0), "truncated or damaged" },
        { new GgufBuilder().Key("k", 9, [.. BitConverter.GetBytes(9), .. BitConverter.GetBytes(1L)]).Bytes(32), "array of the value type 9" },
        { new GgufBuilder().Key("general.alignment", 4, BitConverter.GetBytes(3)).Bytes(32), "no power of two" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Read_Damaged_SaysWhatAndWhere(byte[] bytes, string message)
    {
        var error = Assert.Throws<InferenceException>(() => Read(bytes));
        Assert.StartsWith(_path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Missing_NamesTheFile() =>
        Assert.StartsWith("/no/such.gguf: cannot be read", Assert.Throws<InferenceException>(() => GgufFile.Read("/no/such.gguf")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_CutAnywhereInItsHeader_IsAnErrorOfInference()
    {
        var bytes = File.ReadAllBytes(SharedModels.Require("tiny/tiny-llama.f32.gguf"));
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
            _ = Assert.Throws<InferenceException>(() => Read(bytes[..random.Next(bytes.Length)]));
    }

    [Fact]
    public void Read_RandomDamage_IsReadOrAnErrorOfInference()
    {
        var bytes = File.ReadAllBytes(SharedModels.Require("tiny/tiny-llama.f32.gguf"));
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var change = 0; change < 3; change++)
                damaged[random.Next(3000)] = (byte)random.Next(256);
            try
            {
                _ = Read(damaged);
            }
            catch (InferenceException error)
            {
                Assert.StartsWith(_path, error.Message, StringComparison.Ordinal);
            }
        }
    }

    private GgufFile Read(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        return GgufFile.Read(_path);
    }
}
