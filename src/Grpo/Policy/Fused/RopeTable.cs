namespace Rlar.Grpo.Policy.Fused;

/// <summary>
/// Cosines and sines of rotary positions (arXiv 2104.09864): pair i turns by position base^(-2 i / D) / factor_i. They lie as <see cref="Rope"/> reads
/// them: for every number of a head its own factor, and that of its partner with the sign of the turn.
/// </summary>
internal sealed class RopeTable
{
    /// <summary>Computes the table, in double.</summary>
    /// <param name="pairs">Which numbers turn together.</param>
    /// <param name="positions">P: positions 0 to P - 1.</param>
    /// <param name="headSize">D, even.</param>
    /// <param name="frequencyBase">The base: 10,000 unless the model says otherwise.</param>
    /// <param name="factors">[D / 2] what each pair's frequency is divided by (GGUF rope_freqs.weight), or empty: 1.</param>
    /// <exception cref="ArgumentException">An odd head, or factors that do not fit.</exception>
    public RopeTable(RopePairs pairs, int positions, int headSize, double frequencyBase, ReadOnlySpan<float> factors = default)
    {
        if (headSize < 2 || headSize % 2 != 0)
            throw new ArgumentException($"A head of {headSize} numbers has no pairs to turn.", nameof(headSize));
        if (!factors.IsEmpty)
            Spans.Length(factors.Length, headSize / 2);
        Pairs = pairs;
        Positions = positions;
        HeadSize = headSize;
        Own = new float[(long)positions * headSize];
        Partner = new float[(long)positions * headSize];
        for (var position = 0; position < positions; position++)
        {
            for (var pair = 0; pair < headSize / 2; pair++)
            {
                var angle = position * Math.Pow(frequencyBase, -2.0 * pair / headSize) / (factors.IsEmpty ? 1 : factors[pair]);
                var (first, second) = pairs == RopePairs.Halves ? (pair, pair + (headSize / 2)) : (2 * pair, (2 * pair) + 1);
                var row = position * headSize;
                (Own[row + first], Own[row + second]) = ((float)Math.Cos(angle), (float)Math.Cos(angle));
                (Partner[row + first], Partner[row + second]) = (-(float)Math.Sin(angle), (float)Math.Sin(angle));
            }
        }
    }

    /// <summary>Which numbers turn together.</summary>
    public RopePairs Pairs { get; }

    /// <summary>P.</summary>
    public int Positions { get; }

    /// <summary>D.</summary>
    public int HeadSize { get; }

    /// <summary>[P, D] what a number is multiplied by: cos.</summary>
    internal float[] Own { get; }

    /// <summary>[P, D] what its partner is multiplied by: -sin for the first of a pair, sin for the second.</summary>
    internal float[] Partner { get; }
}
