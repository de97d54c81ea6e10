using System.Runtime.InteropServices;
using Rlar.Inference.Gguf;

namespace Rlar.Inference.Tests.Llama.Pooled;

/// <summary>A small F32 model as something that can be changed and written again.</summary>
internal sealed class GgufCopy
{
    internal Dictionary<string, object> Metadata { get; } = [];

    internal Dictionary<string, (long[] Dimensions, float[] Values)> Tensors { get; } = [];

    internal static GgufCopy Of(string path)
    {
        var file = GgufFile.Read(path);
        var copy = new GgufCopy();
        foreach (var (key, value) in file.Metadata)
            copy.Metadata[key] = value;
        using var stream = File.OpenRead(path);
        foreach (var tensor in file.Tensors)
        {
            Assert.Equal("F32", tensor.Type);
            var values = new float[tensor.Elements];
            stream.Position = tensor.Offset;
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            copy.Tensors[tensor.Name] = ([.. tensor.Dimensions], values);
        }

        return copy;
    }

    internal void Random(string name, Random random, double scale, params long[] dimensions) =>
        Tensors[name] = (dimensions, [.. Enumerable.Range(0, (int)dimensions.Aggregate(1L, (product, dimension) => product * dimension)).Select(_ => (float)((random.NextDouble() - 0.5) * 2 * scale))]);

    internal void Write(string path)
    {
        var writer = new GgufWriter();
        foreach (var (key, value) in Metadata)
        {
            switch (value)
            {
                case string text:
                    writer.Set(key, text);
                    break;
                case bool flag:
                    writer.Set(key, flag);
                    break;
                case double number:
                    writer.Set(key, (float)number);
                    break;
                case long number:
                    writer.Set(key, (uint)number);
                    break;
                case string[] texts:
                    writer.Set(key, texts);
                    break;
                case GgufArray { ElementType: GgufValueType.String, Values: { } texts }:
                    writer.Set(key, [.. texts.Cast<string>()]);
                    break;
                case GgufArray { ElementType: GgufValueType.Float32, Values: { } numbers }:
                    writer.Set(key, [.. numbers.Select(number => (float)(double)number)]);
                    break;
                case GgufArray { Values: { } numbers }:
                    writer.Set(key, [.. numbers.Select(number => (int)(long)number)]);
                    break;
                default:
                    throw new NotSupportedException(key);
            }
        }

        foreach (var (name, tensor) in Tensors)
            writer.Add(name, GgufElement.F32, tensor.Dimensions, (start, values) => tensor.Values.AsSpan((int)start, values.Length).CopyTo(values));
        using var stream = File.Create(path);
        writer.WriteTo(stream, default);
    }
}
