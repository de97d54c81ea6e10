using System.Runtime.InteropServices;
using System.Text;

namespace Rlar.Inference.Tests.Onnx;

/// <summary>Writes ONNX encoders of a few nodes (onnx.proto3 by hand): token vectors, masked or not, times a matrix.</summary>
internal static class TinyOnnx
{
    internal const int Vocabulary = 120;
    internal const int Width = 24;
    private const int Labels = 3;

    internal enum Graph
    {
        /// <summary>[rows, tokens, width]: each token by itself.</summary>
        States,

        /// <summary>[rows, labels], the mean over the tokens of the mask.</summary>
        MaskedLogits,

        /// <summary>[rows, labels], the mean over all tokens: the mask is not heeded.</summary>
        UnmaskedLogits,

        /// <summary>As States, scaled by the largest value of the batch, as dynamic quantisation does.</summary>
        BatchScaled,
    }

    internal static void Write(string path, Graph graph)
    {
        var random = new Random(3);
        var tensors = new List<byte[]> { Floats("table", random, Vocabulary, Width), Floats("matrix", random, Width, graph is Graph.States or Graph.BatchScaled ? Width : Labels), Axes() };
        var nodes = new List<byte[]> { Node("Gather", ["table", "input_ids"], "vectors"), Node("Cast", ["attention_mask"], "flat", Number("to", 1)), Node("Unsqueeze", ["flat", "last"], "mask"), Node("Mul", ["vectors", "mask"], "masked") };
        switch (graph)
        {
            case Graph.States:
                nodes.Add(Node("MatMul", ["masked", "matrix"], "last_hidden_state"));
                break;
            case Graph.BatchScaled:
                nodes.AddRange([Node("ReduceMax", ["masked"], "most", Number("keepdims", 0)), Node("Div", ["masked", "most"], "scaled"), Node("MatMul", ["scaled", "matrix"], "last_hidden_state")]);
                break;
            case Graph.UnmaskedLogits:
                // The mask must be an input that is used: nothing of it is left.
                nodes.AddRange([Node("Sub", ["masked", "masked"], "none"), Node("Add", ["vectors", "none"], "all"), Node("ReduceMean", ["all"], "mean", Numbers("axes", 1), Number("keepdims", 0)), Node("MatMul", ["mean", "matrix"], "logits")]);
                break;
            default:
                nodes.AddRange([Node("ReduceSum", ["masked", "middle"], "sum", Number("keepdims", 0)), Node("ReduceSum", ["mask", "middle"], "count", Number("keepdims", 0)), Node("Div", ["sum", "count"], "mean"), Node("MatMul", ["mean", "matrix"], "logits")]);
                tensors.Add(Axes("middle", 1));
                break;
        }

        var body = nodes.SelectMany(node => Field(1, node)).Concat(Field(2, "tiny")).Concat(tensors.SelectMany(tensor => Field(5, tensor)))
            .Concat(Field(11, Value("input_ids", 7))).Concat(Field(11, Value("attention_mask", 7)))
            .Concat(Field(12, Value(graph is Graph.States or Graph.BatchScaled ? "last_hidden_state" : "logits", 1))).ToArray();
        File.WriteAllBytes(path, [.. Field(1, 8), .. Field(7, body), .. Field(8, [.. Field(1, ""), .. Field(2, 13)])]);
    }

    private static byte[] Node(string operation, string[] inputs, string output, params byte[][] attributes) =>
        [.. inputs.SelectMany(input => Field(1, input)), .. Field(2, output), .. Field(4, operation), .. attributes.SelectMany(attribute => Field(5, attribute))];

    private static byte[] Number(string name, int value) => [.. Field(1, name), .. Field(3, value), .. Field(20, 2)];

    private static byte[] Numbers(string name, int value) => [.. Field(1, name), .. Field(8, value), .. Field(20, 7)];

    private static byte[] Floats(string name, Random random, int rows, int columns)
    {
        var values = Enumerable.Range(0, rows * columns).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
        return [.. Field(1, rows), .. Field(1, columns), .. Field(2, 1), .. Field(8, name), .. Field(9, MemoryMarshal.AsBytes<float>(values).ToArray())];
    }

    private static byte[] Axes(string name = "last", long axis = -1) => [.. Field(1, 1), .. Field(2, 7), .. Field(8, name), .. Field(9, BitConverter.GetBytes(axis))];

    private static byte[] Value(string name, int type) => [.. Field(1, name), .. Field(2, Field(1, Field(1, type)))];

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] bytes) => [.. Varint((number << 3) | 2), .. Varint(bytes.Length), .. bytes];

    private static byte[] Field(int number, int value) => [.. Varint(number << 3), .. Varint(value)];

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (var left = (uint)value; ; left >>= 7)
        {
            if (left < 0x80)
                return [.. bytes, (byte)left];
            bytes.Add((byte)(left | 0x80));
        }
    }
}
