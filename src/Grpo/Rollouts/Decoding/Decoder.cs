using Rlar.Grpo.Policy;
using Rlar.Grpo.Policy.Fused;

namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>
/// The forward pass of a Llama-family model over a few tokens at a time, each in a sequence of its own or behind others of the same step. A token's numbers do
/// not depend on what else is in the step. One lane's; it allocates nothing after its making.
/// </summary>
internal sealed class Decoder
{
    private readonly PolicyShape _shape;
    private readonly RopeTable _rope;
    private readonly DecoderLayer[] _layers;
    private readonly WeightView _embedding;
    private readonly WeightView _norm;
    private readonly WeightView _head;
    private readonly float[] _hidden;
    private readonly float[] _normed;
    private readonly float[] _queries;
    private readonly float[] _keys;
    private readonly float[] _values;
    private readonly float[] _mixed;
    private readonly float[] _gates;
    private readonly float[] _ups;
    private readonly float[] _scales;
    private readonly float[] _scores;
    private readonly float[] _logits;
    private readonly int[] _positions;

    /// <summary>Prepares for one lane.</summary>
    /// <param name="weights">The model's, in place.</param>
    /// <param name="rope">Rotary angles of all positions that will be asked for.</param>
    /// <param name="rows">Rows of a step at most.</param>
    /// <param name="outputs">Rows whose logits are asked for at most.</param>
    internal Decoder(MappedWeights weights, RopeTable rope, int rows, int outputs)
    {
        (_shape, _rope) = (weights.Shape, rope);
        _layers = [.. Enumerable.Range(0, _shape.Layers).Select(layer => new DecoderLayer(weights, new PolicyNames.Layer(layer)))];
        _embedding = weights[PolicyNames.Embedding];
        _norm = weights[PolicyNames.OutputNorm];
        _head = _shape.IsTied ? _embedding : weights[PolicyNames.Head];
        var (queries, keys) = (_shape.Heads * _shape.HeadWidth, _shape.KeyHeads * _shape.HeadWidth);
        (_hidden, _normed) = (new float[rows * _shape.Width], new float[rows * _shape.Width]);
        (_queries, _mixed) = (new float[rows * queries], new float[rows * queries]);
        (_keys, _values) = (new float[rows * keys], new float[rows * keys]);
        (_gates, _ups) = (new float[rows * _shape.FeedForward], new float[rows * _shape.FeedForward]);
        _scales = new float[rows * _shape.Heads];
        _scores = new float[rope.Positions + 32]; // a cache holds up to 31 positions more than it was made for
        _logits = new float[checked(outputs * _shape.Vocabulary)];
        _positions = new int[rows];
        Rows = rows;
    }

    /// <summary>Rows of a step at most.</summary>
    internal int Rows { get; }

    /// <summary>Computes a step: keys and values of its tokens go to their caches.</summary>
    /// <param name="rows">[M] the tokens; those of one sequence in the order of their positions.</param>
    internal void Step(ReadOnlySpan<DecoderRow> rows)
    {
        var count = rows.Length;
        var width = _shape.Width;
        var positions = _positions.AsSpan(0, count);
        var hidden = _hidden.AsSpan(0, count * width);
        for (var row = 0; row < count; row++)
        {
            _embedding.Values.Slice(rows[row].Token * width, width).CopyTo(hidden[(row * width)..]);
            positions[row] = rows[row].Position;
        }

        for (var layer = 0; layer < _layers.Length; layer++)
        {
            Attend(layer, rows, hidden, positions);
            FeedForward(_layers[layer], hidden);
        }
    }

    /// <summary>The logits of some rows of the last step, [M, V]; good until the next call.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many.</param>
    internal ReadOnlySpan<float> Logits(int first, int count)
    {
        var normed = _normed.AsSpan(0, count * _shape.Width);
        Norm(_hidden.AsSpan(first * _shape.Width, normed.Length), _norm, normed);
        var logits = _logits.AsSpan(0, count * _shape.Vocabulary);
        RowProducts.Multiply(normed, _head.Values, _shape.Width, logits);
        return logits;
    }

    private void Attend(int layer, ReadOnlySpan<DecoderRow> rows, Span<float> hidden, ReadOnlySpan<int> positions)
    {
        var (weights, width, size) = (_layers[layer], _shape.Width, _shape.HeadWidth);
        var (queryWidth, keyWidth) = (_shape.Heads * size, _shape.KeyHeads * size);
        var normed = _normed.AsSpan(0, hidden.Length);
        var queries = _queries.AsSpan(0, rows.Length * queryWidth);
        var keys = _keys.AsSpan(0, rows.Length * keyWidth);
        var values = _values.AsSpan(0, keys.Length);
        Norm(hidden, weights.AttentionNorm, normed);
        weights.Query.Apply(normed, width, queries);
        weights.Key.Apply(normed, width, keys);
        weights.Value.Apply(normed, width, values);
        if (_shape.NormalizesHeads)
        {
            Norm(queries, weights.QueryNorm, queries);
            Norm(keys, weights.KeyNorm, keys);
        }

        Rope.Turn(queries, _rope, positions, back: false, queries);
        Rope.Turn(keys, _rope, positions, back: false, keys);
        // All of the step's before the first attends: a prompt's tokens stand behind each other.
        for (var row = 0; row < rows.Length; row++)
            rows[row].Cache.Write(layer, positions[row], keys.Slice(row * keyWidth, keyWidth), values.Slice(row * keyWidth, keyWidth));
        var mixed = _mixed.AsSpan(0, queries.Length);
        var shared = _shape.Heads / _shape.KeyHeads;
        for (var row = 0; row < rows.Length; row++)
        {
            for (var head = 0; head < _shape.Heads; head++)
            {
                var place = (row * queryWidth) + (head * size);
                CachedAttention.Attend(
                    queries.Slice(place, size), rows[row].Cache.Keys(layer, head / shared), rows[row].Cache.Values(layer, head / shared), positions[row] + 1,
                    _scores, mixed.Slice(place, size));
            }
        }

        weights.Output.Apply(mixed, queryWidth, hidden, adds: true);
    }

    private void FeedForward(DecoderLayer weights, Span<float> hidden)
    {
        var normed = _normed.AsSpan(0, hidden.Length);
        var gates = _gates.AsSpan(0, hidden.Length / _shape.Width * _shape.FeedForward);
        var ups = _ups.AsSpan(0, gates.Length);
        Norm(hidden, weights.FeedForwardNorm, normed);
        weights.Gate.Apply(normed, _shape.Width, gates);
        weights.Up.Apply(normed, _shape.Width, ups);
        SwiGlu.Forward(gates, ups, gates);
        weights.Down.Apply(gates, _shape.FeedForward, hidden, adds: true);
    }

    private void Norm(ReadOnlySpan<float> source, WeightView weight, Span<float> result) =>
        RmsNorm.Forward(source, weight.Values, (float)_shape.Epsilon, result, _scales.AsSpan(0, source.Length / weight.Values.Length));
}
