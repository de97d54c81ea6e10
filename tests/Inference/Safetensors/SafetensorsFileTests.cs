using System.Text;
using Rlar.Inference.Safetensors;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Safetensors;

public sealed class SafetensorsFileTests : TempFolder
{
    private string ModelPath => PathOf("model.safetensors");

    [Fact]
    public void Write_EveryType_IsReadBack()
    {
        float[] given = [0, -0f, 1, -2.5f, 65504, 1e-9f, 3.1415927f, float.PositiveInfinity];
        Write(writer =>
        {
            writer.SetMetadata("format", "pt");
            writer.SetMetadata("é", "\"quoted\"");
            foreach (var element in Enum.GetValues<SafetensorsElement>())
                writer.Add($"t.{element}", element, [2, 4], (start, values) => given.AsSpan((int)start, values.Length).CopyTo(values));
            writer.Add("scalar", SafetensorsElement.F32, [], (_, values) => values[0] = 7);
            writer.Add("empty", SafetensorsElement.F16, [0, 3], (_, _) => Assert.Fail("nothing to ask for"));
        });
        using var file = SafetensorsFile.Open(ModelPath);
        Assert.Equal(("pt", "\"quoted\""), (file.Metadata["format"], file.Metadata["é"]));
        Assert.Equal(["t.F64", "scalar", "t.F32", "empty", "t.BF16", "t.F16"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(given, Values(file, "t.F32"));
        Assert.Equal(given, Values(file, "t.F64"));
        Assert.Equal(given.Select(value => (float)(Half)value), Values(file, "t.F16"));
        // The nearest multiple of 2^-6 to pi; 65504 lies halfway between two that bfloat16 has, or above it.
        Assert.Equal([0, -0f, 1, -2.5f, 65536, 3.140625f, float.PositiveInfinity], Values(file, "t.BF16").Where((_, index) => index != 5));
        Assert.Equal([7f], Values(file, "scalar"));
        Assert.Empty(Values(file, "empty"));
        Assert.Null(file.Find("other"));
        var piece = new float[3];
        file.Read(file.Find("t.F16")!, 2, piece);
        Assert.Equal([1, -2.5f, 65504], piece);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(file.Find("t.F16")!, 6, new float[3]));
    }

    [Fact]
    public void Write_InAnyOrder_GivesTheSameBytes_Aligned()
    {
        (string Name, SafetensorsElement Element)[] tensors = [("b", SafetensorsElement.F16), ("a", SafetensorsElement.F16), ("c", SafetensorsElement.F64), ("d", SafetensorsElement.F32)];
        Write(writer => Array.ForEach(tensors, tensor => writer.Add(tensor.Name, tensor.Element, [3], (_, values) => values.Fill(tensor.Name[0]))));
        var bytes = File.ReadAllBytes(ModelPath);
        Write(writer => Array.ForEach([.. tensors.Reverse()], tensor => writer.Add(tensor.Name, tensor.Element, [3], (_, values) => values.Fill(tensor.Name[0]))));
        Assert.Equal(bytes, File.ReadAllBytes(ModelPath));
        Assert.Equal(0, BitConverter.ToInt64(bytes) % 8);
        using var file = SafetensorsFile.Open(ModelPath);
        Assert.All(file.Tensors, tensor => Assert.Equal(0, tensor.Offset % (tensor.Bytes / tensor.Elements)));
    }

    [Fact]
    public void Write_LongerThanAPiece_IsReadBackInOtherPieces()
    {
        const int Count = (1 << 16) + (1 << 14) + 5;
        Write(writer => writer.Add("w", SafetensorsElement.BF16, [Count], (start, values) =>
        {
            for (var index = 0; index < values.Length; index++)
                values[index] = (start + index) % 251;
        }));
        using var file = SafetensorsFile.Open(ModelPath);
        Assert.Equal(Enumerable.Range(0, Count).Select(index => (float)(index % 251)), Values(file, "w"));
    }

    public static TheoryData<string, string> Damaged => new()
    {
        { "[]", "no JSON object" },
        { "{", "not JSON" },
        { "{\"w\":7}", "'w' is no object" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2]}}", "'w' has no 'data_offsets'" },
        { "{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", "'w' has no 'shape'" },
        { "{\"w\":{\"shape\":[2],\"data_offsets\":[0,8]}}", "'w' has no 'dtype'" },
        { "{\"w\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[0,8]}}", "'w' has the dtype 'F4'" },
        { "{\"w\":{\"dtype\":3,\"shape\":[2],\"data_offsets\":[0,8]}}", "'w': dtype" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}", "'w': shape" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", "'w': shape has -2" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}", "'w': shape has 2.5" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}", "'w': the shape" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", "'w' has 8 bytes by its data_offsets, and 12" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "'w': data_offsets" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}", "'w': data_offsets" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}", "'w' ends at byte 16" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "'w' starts at byte 4" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "'w' last" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "they overlap" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "'w' twice" },
        { "{\"w\":{\"dtype\":\"F32\",\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,8]}}", "'w' has 'dtype' twice" },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}", "'w' has the key 'x'" },
        { "{\"__metadata__\":[],\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "'__metadata__'" },
        { "{\"__metadata__\":{\"a\":1},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "'__metadata__.a'" },
        { "{\"\\ud800\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "not JSON" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Open_DamagedHeader_NamesFileAndKey(string header, string message)
    {
        Write(header, 8);
        var error = Assert.Throws<InferenceException>(() => SafetensorsFile.Open(ModelPath));
        Assert.StartsWith(ModelPath, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TypeWithoutWeights_IsListedAndNotRead()
    {
        Write("{\"ids\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8);
        using var file = SafetensorsFile.Open(ModelPath);
        Assert.Contains("'ids' has the dtype I64", Assert.Throws<InferenceException>(() => Values(file, "ids")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Missing_NamesTheFile() =>
        Assert.StartsWith("/no/such.safetensors: cannot be read", Assert.Throws<InferenceException>(() => SafetensorsFile.Open("/no/such.safetensors")).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_CutAnywhere_IsAnErrorThatNamesTheFile()
    {
        var bytes = Sample();
        for (var length = 0; length < bytes.Length; length++)
            AssertRefused(bytes[..length]);
        AssertRefused([.. bytes, 0]);
        var longHeader = (byte[])bytes.Clone();
        BitConverter.TryWriteBytes(longHeader, ulong.MaxValue);
        AssertRefused(longHeader);

        void AssertRefused(byte[] damaged)
        {
            File.WriteAllBytes(ModelPath, damaged);
            Assert.StartsWith(ModelPath, Assert.Throws<InferenceException>(() => SafetensorsFile.Open(ModelPath)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_RandomDamage_IsReadWithinTheFileOrRefused()
    {
        var bytes = Sample();
        var header = 8 + (int)BitConverter.ToInt64(bytes);
        var random = new Random(5);
        for (var round = 0; round < 800; round++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var change = 0; change < 2; change++)
                damaged[random.Next(header)] = (byte)(random.Next(2) == 0 ? random.Next(256) : "0123456789,:[]{}\""[random.Next(17)]);
            File.WriteAllBytes(ModelPath, damaged);
            try
            {
                using var file = SafetensorsFile.Open(ModelPath);
                foreach (var tensor in file.Tensors.Where(tensor => tensor.Type is "F32" or "F16"))
                    _ = Values(file, tensor.Name);
            }
            catch (InferenceException error)
            {
                Assert.StartsWith(ModelPath, error.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Folder_Sharded_FindsEachTensorInItsFile()
    {
        Write(writer => writer.Add("a", SafetensorsElement.F32, [2], (_, values) => values.Fill(1)), "one.safetensors");
        Write(writer => writer.Add("b", SafetensorsElement.F16, [3], (_, values) => values.Fill(2)), "two.safetensors");
        _ = Write("model.safetensors.index.json", "{\"metadata\":{\"total_size\":14},\"weight_map\":{\"a\":\"one.safetensors\",\"b\":\"two.safetensors\"}}");
        using var folder = SafetensorsFolder.Open(PathOf(""));
        Assert.Equal(["a", "b"], folder.Names);
        var (file, tensor) = folder.Find("b")!.Value;
        Assert.Equal([2f, 2f, 2f], Values(file, tensor.Name));
        Assert.Null(folder.Find("c"));
    }

    [Theory]
    [InlineData("{\"weight_map\":{\"a\":\"../one.safetensors\"}}", "weight_map.a")]
    [InlineData("{\"weight_map\":{\"a\":7}}", "weight_map.a")]
    [InlineData("{\"weight_map\":{\"x\":\"one.safetensors\"}}", "weight_map.x")]
    [InlineData("{\"weight_map\":{\"a\":\"three.safetensors\"}}", "three.safetensors")]
    [InlineData("{\"weight_map\":{\"a\":\"one.safetensors\",\"a\":\"one.safetensors\"}}", "twice")]
    [InlineData("{}", "weight_map")]
    [InlineData("[", "not JSON")]
    [InlineData("{\"weight_map\":{\"c\":\"one.safetensors\"}}", "'a' is not in the weight_map")]
    public void Folder_IndexAndFilesDisagree_NamesTheKey(string index, string message)
    {
        Write(writer =>
        {
            writer.Add("a", SafetensorsElement.F32, [1], (_, values) => values.Fill(1));
            writer.Add("c", SafetensorsElement.F32, [1], (_, values) => values.Fill(1));
        }, "one.safetensors");
        _ = Write("model.safetensors.index.json", index);
        Assert.Contains(message, Assert.Throws<InferenceException>(() => SafetensorsFolder.Open(PathOf(""))).Message, StringComparison.Ordinal);
    }

    private static float[] Values(SafetensorsFile file, string name)
    {
        var tensor = file.Find(name)!;
        var values = new float[tensor.Elements];
        file.Read(tensor, 0, values);
        return values;
    }

    private byte[] Sample()
    {
        Write(writer =>
        {
            writer.SetMetadata("format", "pt");
            writer.Add("model.w", SafetensorsElement.F32, [2, 3], (_, values) => values.Fill(1));
            writer.Add("model.v", SafetensorsElement.F16, [5], (_, values) => values.Fill(1));
        });
        return File.ReadAllBytes(ModelPath);
    }

    private void Write(Action<SafetensorsWriter> declare, string name = "model.safetensors")
    {
        var writer = new SafetensorsWriter();
        declare(writer);
        using var stream = File.Create(PathOf(name));
        writer.WriteTo(stream, TestContext.Current.CancellationToken);
    }

    private void Write(string header, int dataBytes)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(ModelPath, [.. BitConverter.GetBytes((long)bytes.Length), .. bytes, .. new byte[dataBytes]]);
    }
}
