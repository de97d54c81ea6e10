using System.Buffers.Binary;
using System.Text;

namespace Rlar.Agents.Tests.Scouting;

/// <summary>
/// A whole reward model in ONNX of a few thousand bytes: the sum of a weight for each token of a text. What it rewards is known to the last digit, and it runs in
/// the real engine, tokenizer and tool.
/// </summary>
internal static class BagModel
{
    private const int Rows = 1_024;

    private static readonly string[] s_special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>Writes model.onnx, vocab.txt and config.json into a folder, with a card where one is given; returns the model's path.</summary>
    internal static string Write(string folder, IReadOnlyDictionary<string, float> weights, float unknown = 0, int labels = 1, string? card = null)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), Onnx([.. s_special.Select(word => word == "[UNK]" ? unknown : 0), .. weights.Values], labels));
        File.WriteAllText(Path.Combine(folder, "vocab.txt"), string.Join('\n', s_special.Concat(weights.Keys)) + "\n");
        File.WriteAllText(Path.Combine(folder, "config.json"), Config(labels));
        if (card is not null)
            File.WriteAllText(Path.Combine(folder, "README.md"), card);
        return Path.Combine(folder, "model.onnx");
    }

    internal static string Config(int labels)
    {
        var names = string.Join(", ", Enumerable.Range(0, labels).Select(index => $"\"{index}\": \"LABEL_{index}\""));
        return "{ \"architectures\": [\"BertForSequenceClassification\"], \"model_type\": \"bert\", \"pad_token_id\": 0, \"id2label\": { " + names + " } }";
    }

    internal static byte[] Onnx(float[] given, int labels)
    {
        // The engine's trial of a model asks for tokens of its own choice: a vocabulary as large as small models have.
        float[] weights = [.. given, .. new float[Rows - given.Length]];
        var rows = new byte[weights.Length * labels * 4];
        for (var index = 0; index < weights.Length * labels; index++)
            BinaryPrimitives.WriteSingleLittleEndian(rows.AsSpan(index * 4), weights[index / labels]);
        byte[] graph =
        [
            .. Bytes(1, Node("Gather", ["weights", "input_ids"], "rows")),
            .. Bytes(1, Node("Cast", ["attention_mask"], "mask", [.. Bytes(5, [.. Text(1, "to"), .. Number(3, 1), .. Number(20, 2)])])),
            .. Bytes(1, Node("Unsqueeze", ["mask", "two"], "column")),
            .. Bytes(1, Node("Mul", ["rows", "column"], "kept")),
            .. Bytes(1, Node("ReduceSum", ["kept", "one"], "logits", [.. Bytes(5, [.. Text(1, "keepdims"), .. Number(3, 0), .. Number(20, 2)])])),
            .. Text(2, "bag"),
            .. Bytes(5, [.. Number(1, weights.Length), .. Number(1, labels), .. Number(2, 1), .. Text(8, "weights"), .. Bytes(9, rows)]),
            .. Bytes(5, [.. Number(1, 1), .. Number(2, 7), .. Text(8, "one"), .. Bytes(9, [1, 0, 0, 0, 0, 0, 0, 0])]),
            .. Bytes(5, [.. Number(1, 1), .. Number(2, 7), .. Text(8, "two"), .. Bytes(9, [2, 0, 0, 0, 0, 0, 0, 0])]),
            .. Bytes(11, Value("input_ids", 7, "batch", "sequence")),
            .. Bytes(11, Value("attention_mask", 7, "batch", "sequence")),
            .. Bytes(12, Value("logits", 1, "batch", labels)),
        ];
        return [.. Number(1, 8), .. Text(2, "rlar-tests"), .. Bytes(7, graph), .. Bytes(8, [.. Number(2, 13)])];
    }

    private static byte[] Node(string operation, string[] inputs, string output, params byte[] attributes) =>
        [.. inputs.SelectMany(input => Text(1, input)), .. Text(2, output), .. Text(4, operation), .. attributes];

    private static byte[] Value(string name, int type, params object[] shape)
    {
        var dimensions = shape.SelectMany(size => Bytes(1, size is int number ? Number(1, number) : Text(2, (string)size))).ToArray();
        return [.. Text(1, name), .. Bytes(2, Bytes(1, [.. Number(1, type), .. Bytes(2, dimensions)]))];
    }

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] bytes) => [.. Varint((ulong)(field << 3 | 2)), .. Varint((ulong)bytes.Length), .. bytes];

    private static byte[] Number(int field, long value) => [.. Varint((ulong)(field << 3)), .. Varint((ulong)value)];

    private static IEnumerable<byte> Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
