using System.Runtime.InteropServices;

namespace Rlar.Inference.Tests.Catalog.Pull;

/// <summary>
/// A llama2.c checkpoint with its forward pass in plain loops, written after run.c: the oracle of the conversion. Weights are drawn or given.
/// </summary>
internal sealed class Llama2cModel
{
    private readonly int _width, _hidden, _layers, _heads, _keyHeads, _vocabulary, _context;
    private readonly bool _tied;
    private readonly float[] _weights;

    internal Llama2cModel(int width, int hidden, int layers, int heads, int keyHeads, int vocabulary, int context, bool tied, int seed)
    {
        (_width, _hidden, _layers, _heads, _keyHeads, _vocabulary, _context, _tied) = (width, hidden, layers, heads, keyHeads, vocabulary, context, tied);
        var random = new Random(seed);
        var keys = keyHeads * (width / heads);
        var count = (vocabulary * width) + (layers * (width + (2 * width * width) + (2 * width * keys) + width + (3 * width * hidden))) + width + (context * (width / heads)) + (tied ? 0 : vocabulary * width);
        _weights = [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * 0.6))];
    }

    internal byte[] Checkpoint()
    {
        int[] header = [_width, _hidden, _layers, _heads, _keyHeads, _tied ? _vocabulary : -_vocabulary, _context];
        return [.. MemoryMarshal.AsBytes(header.AsSpan()), .. MemoryMarshal.AsBytes(_weights.AsSpan())];
    }

    /// <summary>A tokenizer.bin of byte tokens and made-up words.</summary>
    internal byte[] Tokenizer()
    {
        var bytes = new List<byte>([8, 0, 0, 0]);
        for (var id = 0; id < _vocabulary; id++)
        {
            var text = System.Text.Encoding.UTF8.GetBytes(id switch { 0 => "<unk>", 1 => "\n<s>\n", 2 => "\n</s>\n", < 259 => $"<0x{id - 3:X2}>", _ => $" w{id}" });
            bytes.AddRange(BitConverter.GetBytes(-(float)id));
            bytes.AddRange(BitConverter.GetBytes(text.Length));
            bytes.AddRange(text);
        }

        return [.. bytes];
    }

    /// <summary>The logits after each token.</summary>
    internal double[][] Forward(IReadOnlyList<int> tokens)
    {
        var (size, at) = (_width / _heads, 0);
        var keyWidth = _keyHeads * size;
        var embedding = Take(_vocabulary * _width);
        var attentionNorm = Take(_layers * _width);
        var wq = Take(_layers * _width * _width);
        var wk = Take(_layers * _width * keyWidth);
        var wv = Take(_layers * _width * keyWidth);
        var wo = Take(_layers * _width * _width);
        var hiddenNorm = Take(_layers * _width);
        var w1 = Take(_layers * _width * _hidden);
        var w2 = Take(_layers * _width * _hidden);
        var w3 = Take(_layers * _width * _hidden);
        var finalNorm = Take(_width);
        _ = Take(_context * size);
        var head = _tied ? embedding : Take(_vocabulary * _width);
        var (keys, values) = (new List<double[]>[_layers], new List<double[]>[_layers]);
        for (var layer = 0; layer < _layers; layer++)
            (keys[layer], values[layer]) = ([], []);
        var logits = new double[tokens.Count][];
        for (var position = 0; position < tokens.Count; position++)
        {
            var x = Enumerable.Range(0, _width).Select(index => (double)embedding.Span[(tokens[position] * _width) + index]).ToArray();
            for (var layer = 0; layer < _layers; layer++)
            {
                var normal = Norm(x, attentionNorm, layer);
                var query = Rotated(Times(wq, layer, _width, _width, normal), position, size);
                keys[layer].Add(Rotated(Times(wk, layer, keyWidth, _width, normal), position, size));
                values[layer].Add(Times(wv, layer, keyWidth, _width, normal));
                var mixed = new double[_width];
                for (var h = 0; h < _heads; h++)
                {
                    var from = h / (_heads / _keyHeads) * size;
                    var scores = keys[layer].Select(key => Enumerable.Range(0, size).Sum(i => query[(h * size) + i] * key[from + i]) / Math.Sqrt(size)).ToArray();
                    var top = scores.Max();
                    var shares = scores.Select(score => Math.Exp(score - top)).ToArray();
                    var sum = shares.Sum();
                    for (var past = 0; past <= position; past++)
                    {
                        for (var i = 0; i < size; i++)
                            mixed[(h * size) + i] += shares[past] / sum * values[layer][past][from + i];
                    }
                }

                x = Plus(x, Times(wo, layer, _width, _width, mixed));
                normal = Norm(x, hiddenNorm, layer);
                var (gate, up) = (Times(w1, layer, _hidden, _width, normal), Times(w3, layer, _hidden, _width, normal));
                x = Plus(x, Times(w2, layer, _width, _hidden, [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)]));
            }

            logits[position] = Times(head, 0, _vocabulary, _width, Norm(x, finalNorm, 0));
        }

        return logits;

        ReadOnlyMemory<float> Take(int count) => _weights.AsMemory((at += count) - count, count);
    }

    private static double[] Plus(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private static double[] Norm(double[] x, ReadOnlyMemory<float> weights, int layer)
    {
        var scale = 1 / Math.Sqrt((x.Sum(value => value * value) / x.Length) + 1e-5);
        return [.. x.Select((value, index) => value * scale * weights.Span[(layer * x.Length) + index])];
    }

    private static double[] Times(ReadOnlyMemory<float> weights, int layer, int rows, int columns, double[] x)
    {
        var result = new double[rows];
        var matrix = weights.Span.Slice(layer * rows * columns, rows * columns);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                result[row] += matrix[(row * columns) + column] * x[column];
        }

        return result;
    }

    private static double[] Rotated(double[] x, int position, int size)
    {
        for (var index = 0; index < x.Length; index += 2)
        {
            var (sin, cos) = Math.SinCos(position * Math.Pow(10000, -(index % size) / (double)size));
            (x[index], x[index + 1]) = ((x[index] * cos) - (x[index + 1] * sin), (x[index] * sin) + (x[index + 1] * cos));
        }

        return x;
    }
}
