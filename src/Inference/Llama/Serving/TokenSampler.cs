using System.Numerics;
using System.Runtime.InteropServices;
using Rlar.Inference.Llama.Grammar;

namespace Rlar.Inference.Llama.Serving;

/// <summary>Chooses tokens for one sequence. Its draws depend on the seed and on how many came before, on nothing else.</summary>
internal sealed class TokenSampler
{
    // Logits this far below the best, times the temperature, are looked at first: nearly always enough for top-k and top-p.
    private static readonly float[] Depths = [6, 14, 30, float.PositiveInfinity];
    private readonly SamplingOptions _options;
    private readonly float[] _logits;
    private readonly float[] _weights;
    private readonly int[] _candidates;
    private readonly HashSet<int> _seen = [];
    private readonly GrammarMatcher? _grammar;
    private ulong _state;

    /// <summary>Makes one for a model's vocabulary, which a grammar needs.</summary>
    internal TokenSampler(SamplingOptions options, LlamaVocabulary vocabulary)
        : this(options, vocabulary.Size) => _grammar = options.Grammar is null ? null : new GrammarMatcher(options.Grammar, vocabulary.Grammars);

    /// <summary>Makes one for a vocabulary of a given size.</summary>
    internal TokenSampler(SamplingOptions options, int vocabulary)
    {
        _options = options;
        _state = (ulong)options.Seed;
        _logits = options.RepetitionPenalty != 1 || options.Grammar is not null ? new float[vocabulary] : [];
        _weights = options.Temperature > 0 ? new float[vocabulary] : [];
        _candidates = options.Temperature > 0 ? new int[vocabulary] : [];
    }

    /// <summary>Whether the text is what the grammar wants, and nothing can follow.</summary>
    internal bool IsOver => _grammar is { IsOver: true };

    /// <summary>The next token; -1 where the grammar allows none.</summary>
    /// <param name="logits">The model's; not changed.</param>
    /// <param name="before">All tokens of the sequence so far, the prompt with them.</param>
    internal int Sample(ReadOnlySpan<float> logits, ReadOnlySpan<int> before)
    {
        if (_options.RepetitionPenalty != 1)
        {
            logits.CopyTo(_logits);
            Penalise(before);
            logits = _logits;
        }

        if (_grammar is null)
            return Choose(logits, LargestLogit.IndexOf(logits));
        var best = LargestLogit.IndexOf(logits);
        // The best of all is the best of those that are allowed, if it is one of them. A draw needs them all: filters look at what is left.
        if (_options.Temperature > 0 || !_grammar.Allows(best))
        {
            if (_options.RepetitionPenalty == 1)
                logits.CopyTo(_logits);
            _grammar.Apply(_logits);
            logits = _logits;
            best = LargestLogit.IndexOf(logits);
            if (float.IsNegativeInfinity(logits[best]))
                return -1;
        }

        var token = Choose(logits, best);
        _grammar.Accept(token);
        return token;
    }

    private int Choose(ReadOnlySpan<float> logits, int best)
    {
        if (_options.Temperature == 0)
            return best;
        var scale = (float)(1 / _options.Temperature);
        if ((_options.TopK == 0 || _options.TopK >= logits.Length) && _options is { TopP: 1, MinP: 0 })
            return Draw(logits, logits[best], scale);
        return DrawFromBest(logits, logits[best], scale);
    }

    private void Penalise(ReadOnlySpan<int> before)
    {
        var window = _options.RepetitionWindow;
        var recent = window > 0 && window < before.Length ? before[^window..] : before;
        var penalty = (float)_options.RepetitionPenalty;
        _seen.Clear();
        foreach (var token in recent)
        {
            if (_seen.Add(token))
                _logits[token] = _logits[token] > 0 ? _logits[token] / penalty : _logits[token] * penalty;
        }
    }

    private int Draw(ReadOnlySpan<float> logits, float largest, float scale)
    {
        var sum = Weights(logits, largest, scale, _weights);
        var rest = NextShare() * sum;
        for (var token = 0; token < logits.Length; token++)
        {
            rest -= _weights[token];
            if (rest < 0)
                return token;
        }

        return LargestLogit.IndexOf(logits);
    }

    private int DrawFromBest(ReadOnlySpan<float> logits, float largest, float scale)
    {
        var total = Weights(logits, largest, scale, _weights);
        var wanted = _options.TopK == 0 ? logits.Length : Math.Min(_options.TopK, logits.Length);
        var kept = 0;
        var mass = 0.0;
        foreach (var depth in Depths)
        {
            var least = largest - depth / scale;
            (kept, mass) = (0, 0.0);
            for (var token = 0; token < logits.Length; token++)
            {
                if (logits[token] >= least)
                {
                    _candidates[kept++] = token;
                    mass += _weights[token];
                }
            }

            // All that were left out are less probable than all that are in, and min-p would drop them in the last case.
            if (kept >= wanted || Math.Exp(-depth) < _options.MinP || (_options.TopP < 1 && wanted == logits.Length && mass >= _options.TopP * total))
                break;
        }

        var candidates = _candidates.AsSpan(0, kept);
        var weights = _weights;
        candidates.Sort((one, other) => weights[one] != weights[other] ? weights[other].CompareTo(weights[one]) : one.CompareTo(other));
        candidates = candidates[..Math.Min(wanted, kept)];
        var all = 0.0;
        foreach (var token in candidates)
            all += weights[token];
        // Top-p is a share of what top-k left; without top-k, of everything.
        var nucleus = _options.TopP * (wanted == logits.Length ? total : all);
        var (count, sum) = (0, 0.0);
        while (count < candidates.Length
            && (count == 0 || sum < nucleus || _options.TopP == 1)
            && (count == 0 || weights[candidates[count]] >= _options.MinP * weights[candidates[0]]))
            sum += weights[candidates[count++]];
        var rest = NextShare() * sum;
        foreach (var token in candidates[..count])
        {
            rest -= weights[token];
            if (rest < 0)
                return token;
        }

        return candidates[0];
    }

    // exp((logit - largest) * scale) of each, and their sum.
    private static double Weights(ReadOnlySpan<float> logits, float largest, float scale, float[] weights)
    {
        var (shift, factor) = (new Vector<float>(largest), new Vector<float>(scale));
        var sums = Vector<double>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var targets = MemoryMarshal.Cast<float, Vector<float>>(weights.AsSpan());
        for (var index = 0; index < vectors.Length; index++)
        {
            var weight = Vector.Exp((vectors[index] - shift) * factor);
            targets[index] = weight;
            Vector.Widen(weight, out var low, out var high);
            sums += low + high;
        }

        var sum = Vector.Sum(sums);
        for (var index = vectors.Length * Vector<float>.Count; index < logits.Length; index++)
            sum += weights[index] = MathF.Exp((logits[index] - largest) * scale);
        return sum;
    }

    // SplitMix64: 53 bits of each step, in [0, 1).
    private double NextShare()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
