using Rlar.Grpo.Policy;

namespace Rlar.Grpo.Tests.Training;

/// <summary>
/// A real policy as small as one can be: the next token's logits are a row of a table, by the token before. Its gradients are exact, so that a loop over it
/// learns or is wrong.
/// </summary>
internal sealed class BigramPolicy : ITrainablePolicy
{
    internal const int Vocabulary = 8;
    private readonly float[] _weights = new float[Vocabulary * Vocabulary];
    private readonly float[] _gradient = new float[Vocabulary * Vocabulary];
    private readonly float[] _start;

    internal BigramPolicy(int seed = 1)
    {
        var random = new Random(seed);
        for (var i = 0; i < _weights.Length; i++)
            _weights[i] = (float)(random.NextDouble() - 0.5) / 4;
        _start = [.. _weights];
    }

    public IReadOnlyList<TrainedTensor> Tensors { get; } = [new("table", [Vocabulary, Vocabulary])];

    public string Identity => "bigram";

    public bool HasReference => true;

    /// <summary>Whether a not-a-number stands in the table from the next pass on.</summary>
    internal bool IsBroken { get; set; }

    public Span<float> Weights(int tensor) => _weights;

    public Span<float> Gradient(int tensor) => _gradient;

    public void ClearGradients() => Array.Clear(_gradient);

    public void Logprobs(IReadOnlyList<TrainingRow> rows, PolicySide side, Span<float> logprobs, Span<float> entropies, CancellationToken cancellationToken)
    {
        var n = 0;
        foreach (var row in rows)
        {
            for (var t = row.PromptLength; t < row.Tokens.Length; t++, n++)
            {
                var of = Distribution(side == PolicySide.Current ? _weights : _start, row.Tokens[t - 1]);
                logprobs[n] = (float)of[row.Tokens[t]];
                if (!entropies.IsEmpty)
                    entropies[n] = (float)Entropy(of);
            }
        }
    }

    public void Accumulate(IReadOnlyList<TrainingRow> rows, LossSlopes slopes, CancellationToken cancellationToken)
    {
        for (var r = 0; r < rows.Count; r++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = rows[r].CompletionLength;
            float[] logprobs = new float[length], entropies = new float[length], logprobSlopes = new float[length], entropySlopes = new float[length];
            Logprobs([rows[r]], PolicySide.Current, logprobs, entropies, cancellationToken);
            slopes(r, 1, logprobs, entropies, logprobSlopes, entropySlopes);
            for (var i = 0; i < length; i++)
                Add(rows[r].Tokens[rows[r].PromptLength + i - 1], rows[r].Tokens[rows[r].PromptLength + i], logprobSlopes[i], entropySlopes[i]);
        }
    }

    public void Dispose()
    {
    }

    /// <summary>Log-probabilities after a token.</summary>
    internal double[] After(int token) => Distribution(_weights, token);

    private void Add(int before, int token, double logprobSlope, double entropySlope)
    {
        var of = Distribution(_weights, before);
        var entropy = Entropy(of);
        for (var v = 0; v < Vocabulary; v++)
        {
            var p = Math.Exp(of[v]);
            _gradient[(before * Vocabulary) + v] += (float)((logprobSlope * ((v == token ? 1 : 0) - p)) - (entropySlope * p * (of[v] + entropy)));
        }
    }

    private double[] Distribution(float[] table, int before)
    {
        var logits = table.AsSpan(before * Vocabulary, Vocabulary).ToArray().Select(value => IsBroken ? double.NaN : value).ToArray();
        var most = logits.Max();
        var sum = most + Math.Log(logits.Sum(value => Math.Exp(value - most)));
        return [.. logits.Select(value => value - sum)];
    }

    private static double Entropy(double[] logprobs) => -logprobs.Sum(value => Math.Exp(value) * value);
}
