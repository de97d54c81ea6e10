using Rlar.Kernels;
using Rlar.Kernels.Cpu;
using Rlar.Kernels.Losses;

namespace Rlar.Grpo.Policy.Fused;

/// <summary>
/// What stands between a block of logits and a loss: log-softmax, the target's log-probability and the entropy on the way there, the gradient in the logits'
/// own place on the way back. One lane's, on one thread: what a forward leaves is what the backward of the same block needs.
/// </summary>
/// <remarks>
/// The work is <see cref="CpuTokenLogprobs"/>, which reads the logits once, keeps them, and takes the exponentials again on the way back: less memory
/// traffic than to store them, and the entropy's gradient needs log p anyway. Its bits are the same at every vector width.
/// </remarks>
internal sealed class TokenHead : IDisposable
{
    private readonly CpuBackend _backend;
    private readonly CpuTokenLogprobs _kernels;
    private double[] _logprobs = [];
    private double[] _normalizers = [];
    private double[] _entropies = [];
    private double[] _logprobSlopes = [];
    private double[] _entropySlopes = [];

    /// <summary>Prepares for one lane.</summary>
    /// <param name="path">Which vectors; default the widest.</param>
    public TokenHead(VectorPath path = VectorPath.Auto)
    {
        _backend = new CpuBackend(new CpuOptions { Path = path, Threads = 1 });
        _kernels = new CpuTokenLogprobs(_backend);
    }

    /// <summary>log p of the tokens that came, and the entropies.</summary>
    /// <param name="logits">[T, V] logits.</param>
    /// <param name="targets">[T] the tokens that came, 0 to V - 1; T at least 1.</param>
    /// <param name="logprobs">[T] destination.</param>
    /// <param name="entropies">[T] destination in nats.</param>
    /// <exception cref="TrainingException">A logit that is not finite: the policy's numbers have left their range.</exception>
    public void Forward(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> logprobs, Span<float> entropies)
    {
        var tokens = targets.Length;
        Spans.Length(logprobs.Length, tokens);
        Spans.Length(entropies.Length, tokens);
        var vocabulary = Spans.Rows(logits.Length, tokens, "logits by tokens");
        if (_logprobs.Length < tokens)
        {
            (_logprobs, _normalizers, _entropies) = (new double[tokens], new double[tokens], new double[tokens]);
            (_logprobSlopes, _entropySlopes) = (new double[tokens], new double[tokens]);
        }

        var statistics = new TokenStatistics(_logprobs.AsSpan(0, tokens), _normalizers.AsSpan(0, tokens), _entropies.AsSpan(0, tokens));
        try
        {
            _kernels.Forward(LogitMatrix.F32(logits, vocabulary), targets, 1, statistics);
        }
        catch (KernelException error)
        {
            throw new TrainingException($"The policy gave no distribution over its vocabulary of {vocabulary}: {error.Message}", error);
        }

        for (var t = 0; t < tokens; t++)
            (logprobs[t], entropies[t]) = ((float)_logprobs[t], (float)_entropies[t]);
    }

    /// <summary>d loss / d logit_v = g (1[v = y] - p_v) - h p_v (log p_v + H), over the logits of the last forward.</summary>
    /// <param name="logits">[T, V] the logits, in place: their gradients afterwards. A row whose two slopes are 0 becomes 0.</param>
    /// <param name="targets">[T] as in the forward.</param>
    /// <param name="logprobSlopes">[T] g: d loss / d log p of the target.</param>
    /// <param name="entropySlopes">[T] h: d loss / d entropy; or empty: 0.</param>
    /// <exception cref="TrainingException">A slope that is not finite.</exception>
    public void Backward(Span<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> logprobSlopes, ReadOnlySpan<float> entropySlopes)
    {
        var tokens = targets.Length;
        Spans.Length(logprobSlopes.Length, tokens);
        var vocabulary = Spans.Rows(logits.Length, tokens, "logits by tokens");
        for (var t = 0; t < tokens; t++)
            (_logprobSlopes[t], _entropySlopes[t]) = (logprobSlopes[t], entropySlopes.IsEmpty ? 0 : entropySlopes[t]);
        var gradients = new TokenGradients(
            _logprobSlopes.AsSpan(0, tokens), _normalizers.AsSpan(0, tokens), _entropySlopes.AsSpan(0, tokens), _entropies.AsSpan(0, tokens));
        try
        {
            _kernels.Backward(LogitMatrix.F32(logits, vocabulary), targets, 1, gradients, logits);
        }
        catch (KernelException error)
        {
            throw new TrainingException($"The loss has no gradient: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _backend.Dispose();
}
