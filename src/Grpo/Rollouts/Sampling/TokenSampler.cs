using Rlar.Inference.Llama;

namespace Rlar.Grpo.Rollouts.Sampling;

/// <summary>
/// Draws tokens from rows of logits: temperature, then top-k, top-p and min-p (the order of Hugging Face transformers and vLLM), then one draw. What is drawn
/// is a function of the logits, the options, the seed and the position alone. One lane's; it allocates nothing after its making.
/// </summary>
internal sealed class TokenSampler
{
    // Weights down to exp of minus these are looked at first: nearly always enough for top-k and top-p.
    private static readonly double[] s_depths = [6, 14, 30, double.PositiveInfinity];
    private readonly RolloutOptions _options;
    private readonly TokenWeights _weights;
    private readonly ulong[] _candidates;
    private readonly bool _narrows;
    private readonly float _scale;

    /// <summary>Prepares for one lane.</summary>
    /// <param name="options">How to draw, checked.</param>
    /// <param name="vocabulary">Tokens of a row.</param>
    internal TokenSampler(RolloutOptions options, int vocabulary)
    {
        _options = options;
        _weights = new TokenWeights(vocabulary);
        _scale = options.Temperature > 0 ? (float)(1 / options.Temperature) : 1;
        _narrows = options.Temperature > 0 && ((options.TopK > 0 && options.TopK < vocabulary) || options.TopP < 1 || options.MinP > 0);
        _candidates = _narrows ? new ulong[vocabulary] : [];
    }

    /// <summary>Draws a token.</summary>
    /// <param name="logits">[V] the policy's.</param>
    /// <param name="seed">The request's.</param>
    /// <param name="position">Tokens of the completion before this one.</param>
    /// <returns>The token, and its log-probability at temperature 1 over the whole vocabulary.</returns>
    /// <exception cref="TrainingException">A logit that is no number, or infinite.</exception>
    internal (int Token, float Logprob) Draw(ReadOnlySpan<float> logits, ulong seed, int position)
    {
        var best = LargestLogit.IndexOf(logits);
        var largest = logits[best];
        _weights.Fill(logits, largest, 1);
        var logSum = largest + Math.Log(_weights.Total);
        if (!double.IsFinite(logSum))
            throw NotFinite(logits);
        var token = best;
        if (_options.Temperature > 0)
        {
            if (_scale != 1)
                _weights.Fill(logits, largest, _scale);
            var share = Philox.Share(seed, position);
            token = _narrows ? Narrowed(share) : _weights.At(share);
        }

        return (token, (float)(logits[token] - logSum));
    }

    private static TrainingException NotFinite(ReadOnlySpan<float> logits)
    {
        var token = logits.Length - 1;
        while (token > 0 && float.IsFinite(logits[token]))
            token--;
        return new TrainingException(
            $"The policy gives the logit {logits[token]} for the token {token}: its weights have left the finite numbers. "
            + "Go back to a checkpoint and lower the learning rate.");
    }

    private int Narrowed(double share)
    {
        var weights = _weights.Values;
        var wanted = _options.TopK == 0 ? weights.Length : Math.Min(_options.TopK, weights.Length);
        var candidates = Candidates(weights, wanted);
        candidates.Sort();
        candidates = candidates[..Math.Min(wanted, candidates.Length)];
        // Top-p is a share of what top-k left.
        var nucleus = _options.TopP * (wanted == weights.Length ? _weights.Total : Sum(candidates));
        var (count, sum) = (0, 0.0);
        foreach (var candidate in candidates)
        {
            var weight = Weight(candidate);
            if (count > 0 && ((_options.TopP < 1 && sum >= nucleus) || weight < _options.MinP * Weight(candidates[0])))
                break;
            sum += weight;
            count++;
        }

        var rest = share * sum;
        foreach (var candidate in candidates[..count])
        {
            rest -= Weight(candidate);
            if (rest < 0)
                return (int)(uint)candidate;
        }

        return (int)(uint)candidates[0];
    }

    // Those that can be among the likeliest that are wanted, as numbers that sort by falling weight and then by token.
    private Span<ulong> Candidates(ReadOnlySpan<float> weights, int wanted)
    {
        var kept = 0;
        foreach (var depth in s_depths)
        {
            var least = (float)Math.Exp(-depth);
            var mass = 0.0;
            kept = 0;
            for (var token = 0; token < weights.Length; token++)
            {
                if (weights[token] < least)
                    continue;
                _candidates[kept++] = ((ulong)~BitConverter.SingleToUInt32Bits(weights[token]) << 32) | (uint)token;
                mass += weights[token];
            }

            // All that were left out are less likely than all that are in.
            if (kept >= wanted || least < _options.MinP || (_options.TopP < 1 && wanted == weights.Length && mass >= _options.TopP * _weights.Total))
                break;
        }

        return _candidates.AsSpan(0, kept);
    }

    private static float Weight(ulong candidate) => BitConverter.UInt32BitsToSingle(~(uint)(candidate >> 32));

    private static double Sum(ReadOnlySpan<ulong> candidates)
    {
        var sum = 0.0;
        foreach (var candidate in candidates)
            sum += Weight(candidate);
        return sum;
    }
}
